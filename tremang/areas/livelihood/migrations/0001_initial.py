import django.db.models.deletion
import tremang.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0005_support_answer'),
        ('clubs', '0001_initial'),
        ('members', '0003_health_and_care_consent'),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('kind', models.CharField(choices=[('course', 'Lớp dạy nghề, tập huấn'), ('farming', 'Khuyến nông, hướng dẫn kỹ thuật'), ('stock', 'Cây, con giống, vật tư'), ('market', 'Bán hàng, kết nối nơi mua'), ('other', 'Hỗ trợ khác')], max_length=10)),
                ('what', models.CharField(max_length=160)),
                ('provider', models.CharField(max_length=120)),
                ('outsiders', models.PositiveSmallIntegerField(default=0)),
                ('themes', models.PositiveSmallIntegerField(default=0)),
                ('own_themes', models.PositiveSmallIntegerField(default=0)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IncomeGroup',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('trade', models.CharField(max_length=80)),
                ('product', models.CharField(blank=True, max_length=120)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'name', 'from_on'), name='income_group_once'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='income_group_period')],
            },
        ),
        migrations.CreateModel(
            name='IncomeMember',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('by_id', models.BigIntegerField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='income_members', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='livelihood.incomegroup')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='income_groups', to='members.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'group', 'membership', 'from_on'), name='income_member_once'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='income_member_period')],
            },
        ),
        migrations.CreateModel(
            name='MentorPair',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('about', models.CharField(max_length=120)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentored', to='members.membership')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentoring', to='members.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'volunteer', 'membership', 'from_on'), name='mentor_pair_once'), models.CheckConstraint(condition=models.Q(('volunteer', models.F('membership')), _negated=True), name='mentor_pair_two'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='mentor_pair_period')],
            },
        ),
        migrations.CreateModel(
            name='MentorMonth',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('month', models.IntegerField()),
                ('on', models.DateField()),
                ('what', models.CharField(max_length=160)),
                ('result', models.CharField(blank=True, max_length=160)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('pair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='months', to='livelihood.mentorpair')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'pair', 'month'), name='mentor_month_once')],
            },
        ),
        migrations.CreateModel(
            name='PovertyExit',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='poverty_exits', to='members.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'membership', 'on'), name='poverty_exit_once')],
            },
        ),
    ]
