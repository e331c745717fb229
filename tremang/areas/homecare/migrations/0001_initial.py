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
            name='Cared',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('about', models.CharField(blank=True, max_length=120)),
                ('needs', models.PositiveSmallIntegerField()),
                ('prefers_sex', models.CharField(blank=True, choices=[('F', 'Nữ'), ('M', 'Nam')], max_length=1)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cared_nearby', to='clubs.group')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cared', to='members.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('membership__isnull', False), models.Q(('about', ''), _negated=True), _connector='OR'), name='cared_is_somebody'), models.CheckConstraint(condition=models.Q(('needs__lte', 255)), name='cared_needs'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='cared_period'), models.UniqueConstraint(fields=('club', 'membership', 'from_on'), name='cared_once')],
            },
        ),
        migrations.CreateModel(
            name='CarePair',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('weekdays', models.PositiveSmallIntegerField()),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('cared', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='homecare.cared')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_pairs', to='members.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('weekdays__gte', 1), ('weekdays__lte', 127)), name='care_pair_weekdays'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='care_pair_period'), models.UniqueConstraint(fields=('club', 'cared', 'volunteer', 'from_on'), name='care_pair_once')],
            },
        ),
        migrations.CreateModel(
            name='CareTraining',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('giver', models.CharField(max_length=120)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_trainings', to='members.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'membership', 'on'), name='care_training_once')],
            },
        ),
        migrations.CreateModel(
            name='CareVisit',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('done', models.PositiveSmallIntegerField(default=0)),
                ('report', models.CharField(blank=True, max_length=200)),
                ('why', models.CharField(blank=True, choices=[('volunteer', 'Tình nguyện viên bận hoặc ốm'), ('away', 'Người được thăm đi vắng'), ('weather', 'Mưa bão, đường khó đi'), ('other', 'Lý do khác')], max_length=10)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('cared', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='homecare.cared')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_visits', to='members.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['club', 'on'], name='care_visit_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('done__lte', 255)), name='care_visit_done'), models.CheckConstraint(condition=models.Q(('why', ''), ('done', 0), _connector='OR'), name='care_visit_came_or_not'), models.UniqueConstraint(fields=('club', 'cared', 'volunteer', 'on'), name='care_visit_once')],
            },
        ),
    ]
