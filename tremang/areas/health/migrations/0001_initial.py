import django.db.models.deletion
import tremang.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0003_sensitive_limit'),
        ('clubs', '0001_initial'),
        ('members', '0003_health_and_care_consent'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckUp',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('provider', models.CharField(max_length=120)),
                ('people', models.PositiveSmallIntegerField(default=0)),
                ('outsiders', models.PositiveSmallIntegerField(default=0)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeasuringRound',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'on'), name='measuring_round_day')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('systolic', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('diastolic', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('weight', models.PositiveIntegerField(blank=True, null=True)),
                ('waist', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('glucose', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('typed', models.CharField(blank=True, max_length=200)),
                ('by_id', models.BigIntegerField()),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='members.membership')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='health.measuringround')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'membership', 'on'), name='reading_member_day'), models.CheckConstraint(condition=models.Q(models.Q(('diastolic__isnull', True), ('systolic__isnull', True)), ('systolic__gt', models.F('diastolic')), _connector='OR'), name='reading_pressure'), models.CheckConstraint(condition=models.Q(('systolic__isnull', False), ('weight__isnull', False), ('waist__isnull', False), ('glucose__isnull', False), _connector='OR'), name='reading_of_something')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('why', models.CharField(choices=[('reading', 'Chỉ số đo cần xem lại'), ('unwell', 'Thấy trong người không khỏe'), ('check', 'Đến hẹn khám, kiểm tra'), ('other', 'Lý do khác')], max_length=10)),
                ('where', models.CharField(blank=True, max_length=120)),
                ('outcome', models.CharField(blank=True, choices=[('went', 'Đã đến khám'), ('followed', 'Được trạm theo dõi tiếp'), ('onward', 'Được chuyển lên tuyến trên'), ('stayed', 'Chưa đi')], max_length=10)),
                ('outcome_on', models.DateField(blank=True, null=True)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='members.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome_on__isnull', True), ('outcome_on__gte', models.F('on')), _connector='OR'), name='referral_outcome_after')],
            },
        ),
        migrations.CreateModel(
            name='Threshold',
            fields=[
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('measure', models.CharField(choices=[('systolic', 'Huyết áp, số trên'), ('diastolic', 'Huyết áp, số dưới'), ('glucose', 'Đường huyết')], max_length=10)),
                ('lowest', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('highest', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'nên đi trong tuần'), (2, 'nên đi ngay')])),
                ('advice', models.CharField(max_length=160)),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('measure', 'lowest', 'highest', 'from_on'), name='threshold_once'), models.CheckConstraint(condition=models.Q(('lowest__isnull', False), ('highest__isnull', False), _connector='OR'), name='threshold_of_something'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='threshold_period')],
            },
        ),
        migrations.CreateModel(
            name='Exercise',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('times', models.PositiveSmallIntegerField()),
                ('people', models.PositiveSmallIntegerField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exercises', to='clubs.team')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1), ('times__gte', 1)), name='exercise_some')],
            },
        ),
        migrations.CreateModel(
            name='Insurance',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('is_insured', models.BooleanField()),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='insurances', to='members.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'membership'), name='insurance_member'), models.CheckConstraint(condition=models.Q(('is_insured', True), ('expires_on__isnull', True), _connector='OR'), name='insurance_of_a_card')],
            },
        ),
    ]
