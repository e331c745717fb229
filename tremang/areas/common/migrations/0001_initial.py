import django.db.models.deletion
import tremang.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('clubs', '0001_initial'),
        ('members', '0002_person_search'),
        ('places', '0003_statements'),
    ]

    operations = [
        migrations.CreateModel(
            name='Norm',
            fields=[
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=30)),
                ('least', models.PositiveSmallIntegerField()),
                ('per', models.CharField(choices=[('month', 'tháng'), ('year', 'năm'), ('always', 'lúc nào cũng')], max_length=6)),
                ('words', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'code', 'from_on'), name='norm_once'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='norm_period')],
            },
        ),
        migrations.CreateModel(
            name='OfficeSupport',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area', models.PositiveSmallIntegerField(choices=[(1, 'Tăng thu nhập'), (2, 'Chăm sóc sức khỏe'), (3, 'Chăm sóc tại nhà dựa vào tình nguyện viên'), (4, 'Tự giúp nhau và hỗ trợ cộng đồng'), (5, 'Quyền và lợi ích'), (6, 'Nâng cao nhận thức, kiến thức'), (7, 'Văn hóa, văn nghệ, thăm hỏi, giao lưu'), (8, 'Vận động nguồn lực')])),
                ('day', models.DateField()),
                ('what', models.CharField(max_length=200)),
                ('giver', models.CharField(max_length=120)),
                ('themes', models.PositiveSmallIntegerField(default=0)),
                ('by_id', models.BigIntegerField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports_given', to='places.place')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('area__gte', 1), ('area__lte', 8)), name='office_support_area')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('area', models.PositiveSmallIntegerField(choices=[(1, 'Tăng thu nhập'), (2, 'Chăm sóc sức khỏe'), (3, 'Chăm sóc tại nhà dựa vào tình nguyện viên'), (4, 'Tự giúp nhau và hỗ trợ cộng đồng'), (5, 'Quyền và lợi ích'), (6, 'Nâng cao nhận thức, kiến thức'), (7, 'Văn hóa, văn nghệ, thăm hỏi, giao lưu'), (8, 'Vận động nguồn lực')])),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('day', models.DateField()),
                ('what', models.CharField(max_length=200)),
                ('people', models.PositiveSmallIntegerField(default=0)),
                ('outsiders', models.PositiveSmallIntegerField(default=0)),
                ('themes', models.PositiveSmallIntegerField(default=0)),
                ('own_themes', models.PositiveSmallIntegerField(default=0)),
                ('value', models.BigIntegerField(default=0)),
                ('at_meeting', models.BooleanField(default=False)),
                ('is_confirmed', models.BooleanField(default=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by_id', models.BigIntegerField()),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='areas.officesupport')),
            ],
            options={
                'indexes': [models.Index(fields=['club', 'area', 'day'], name='activity_book')],
                'constraints': [models.CheckConstraint(condition=models.Q(('area__gte', 1), ('area__lte', 8)), name='activity_area'), models.CheckConstraint(condition=models.Q(('outsiders__lte', models.F('people'))), name='activity_outsiders'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='activity_value'), models.UniqueConstraint(fields=('club', 'office'), name='activity_office_once')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='members.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'activity', 'membership'), name='participant_once')],
            },
        ),
    ]
