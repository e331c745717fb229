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
            name='Material',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120, unique=True)),
                ('subject', models.CharField(choices=[('safety', 'An toàn, phòng lừa đảo'), ('health', 'Sức khỏe'), ('law', 'Pháp luật, chính sách'), ('digital', 'Chuyển đổi số'), ('green', 'Môi trường'), ('living', 'Đời sống, gia đình'), ('work', 'Làm ăn')], max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='LearningClass',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('teacher', models.CharField(blank=True, max_length=120)),
                ('by_id', models.BigIntegerField()),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
        ),
        migrations.CreateModel(
            name='Learner',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='members.membership')),
                ('learning_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='learners', to='learning.learningclass')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'learning_class', 'membership'), name='learner_once')],
            },
        ),
        migrations.CreateModel(
            name='ClassDay',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('learning_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='learning.learningclass')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'learning_class', 'on'), name='class_day_once')],
            },
        ),
        migrations.CreateModel(
            name='MaterialVersion',
            fields=[
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('body', models.TextField()),
                ('source', models.CharField(max_length=200)),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='learning.material')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('material', 'number'), name='material_version_once'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='material_version_period')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120, unique=True)),
                ('themes', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='programme_period')],
            },
        ),
        migrations.AddField(
            model_name='learningclass',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='learning.programme'),
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=80)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='learning.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'position'), name='skill_position')],
            },
        ),
        migrations.CreateModel(
            name='SkillMark',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('first', models.PositiveSmallIntegerField(choices=[(0, 'Chưa biết'), (1, 'Có người giúp'), (2, 'Tự làm được')])),
                ('level', models.PositiveSmallIntegerField(choices=[(0, 'Chưa biết'), (1, 'Có người giúp'), (2, 'Tự làm được')])),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='learning.learner')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='learning.skill')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'learner', 'skill'), name='skill_mark_once'), models.CheckConstraint(condition=models.Q(('first__lte', 2), ('level__lte', 2)), name='skill_mark_level')],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120, unique=True)),
                ('subject', models.CharField(choices=[('safety', 'An toàn, phòng lừa đảo'), ('health', 'Sức khỏe'), ('law', 'Pháp luật, chính sách'), ('digital', 'Chuyển đổi số'), ('green', 'Môi trường'), ('living', 'Đời sống, gia đình'), ('work', 'Làm ăn')], max_length=10)),
                ('themes', models.PositiveSmallIntegerField(default=0)),
                ('points', models.CharField(max_length=400)),
                ('material', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='learning.material')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='topic_period')],
            },
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('what', models.CharField(blank=True, max_length=200)),
                ('speaker', models.CharField(blank=True, max_length=120)),
                ('people', models.PositiveSmallIntegerField()),
                ('outsiders', models.PositiveSmallIntegerField(default=0)),
                ('themes', models.PositiveSmallIntegerField(default=0)),
                ('at_meeting', models.BooleanField(default=False)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='learning.topic')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('topic__isnull', False), models.Q(('what', ''), _negated=True), _connector='OR'), name='talk_about_something'), models.CheckConstraint(condition=models.Q(('outsiders__lte', models.F('people'))), name='talk_outsiders')],
            },
        ),
        migrations.AddConstraint(
            model_name='learningclass',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='learning_class_period'),
        ),
    ]
