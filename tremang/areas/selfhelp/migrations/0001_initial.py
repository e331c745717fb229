import django.db.models.deletion
import tremang.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_initial'),
        ('clubs', '0001_initial'),
        ('members', '0002_person_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Find',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('what', models.CharField(max_length=200)),
                ('is_done', models.BooleanField(default=False)),
                ('outcome', models.CharField(blank=True, max_length=200)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='finds', to='clubs.group')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommunityAction',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('kind', models.CharField(choices=[('roads', 'Dọn đường làng, ngõ xóm'), ('house', 'Dọn nhà văn hóa, nơi thờ tự'), ('trees', 'Trồng cây, chăm đường hoa'), ('waste', 'Phân loại, thu gom rác'), ('safety', 'Giữ gìn an ninh, hòa giải'), ('disaster', 'Khắc phục mưa bão, thiên tai'), ('other', 'Việc khác')], max_length=10)),
                ('what', models.CharField(max_length=160)),
                ('people', models.PositiveSmallIntegerField()),
                ('outsiders', models.PositiveSmallIntegerField(default=0)),
                ('hours', models.PositiveSmallIntegerField(default=0)),
                ('is_led', models.BooleanField(default=True)),
                ('themes', models.PositiveSmallIntegerField(default=0)),
                ('own_themes', models.PositiveSmallIntegerField(default=0)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='community_action_people')],
            },
        ),
        migrations.CreateModel(
            name='Help',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('about', models.CharField(blank=True, max_length=120)),
                ('kind', models.CharField(choices=[('goods', 'Hiện vật'), ('work', 'Ngày công'), ('money', 'Tiền'), ('skill', 'Kỹ thuật, cách làm'), ('papers', 'Thủ tục pháp lý, quyền lợi'), ('insurance', 'Mua thẻ bảo hiểm y tế'), ('company', 'Giúp hòa nhập, đỡ cô đơn')], max_length=10)),
                ('what', models.CharField(max_length=160)),
                ('value', models.BigIntegerField(default=0)),
                ('days', models.PositiveSmallIntegerField(default=0)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='helps', to='members.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='help_value'), models.CheckConstraint(condition=models.Q(('membership__isnull', False), models.Q(('about', ''), _negated=True), _connector='OR'), name='help_of_somebody')],
            },
        ),
    ]
