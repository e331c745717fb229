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
            name='LongevityAge',
            fields=[
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('age', models.PositiveSmallIntegerField()),
                ('and_over', models.BooleanField(default=False)),
                ('count', models.CharField(choices=[('full', 'tuổi tròn'), ('first', 'tuổi mụ')], default='full', max_length=5)),
                ('wished_by', models.CharField(max_length=120)),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('age', 'from_on'), name='longevity_age_once'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='longevity_age_period')],
            },
        ),
        migrations.CreateModel(
            name='Exchange',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('what', models.CharField(max_length=200)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('people', models.PositiveSmallIntegerField()),
                ('other_name', models.CharField(blank=True, max_length=120)),
                ('pair', models.BigIntegerField(default=tremang.kernel.ids.new_id)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exchanges_elsewhere', to='clubs.club')),
            ],
            options={
                'indexes': [models.Index(fields=['other', 'on'], name='exchange_other')],
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='exchange_people'), models.CheckConstraint(condition=models.Q(('other__isnull', False), models.Q(('other_name', ''), _negated=True), _connector='OR'), name='exchange_with_somebody'), models.CheckConstraint(condition=models.Q(('other__isnull', True), models.Q(('other', models.F('club')), _negated=True), _connector='OR'), name='exchange_not_oneself')],
            },
        ),
        migrations.CreateModel(
            name='ExchangeDenial',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('pair', models.BigIntegerField()),
                ('by_id', models.BigIntegerField()),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exchanges_denied_elsewhere', to='clubs.club')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'pair'), name='exchange_denied_once')],
            },
        ),
        migrations.CreateModel(
            name='LongevityWish',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('year', models.PositiveSmallIntegerField()),
                ('age', models.PositiveSmallIntegerField()),
                ('gift', models.CharField(blank=True, max_length=160)),
                ('by_id', models.BigIntegerField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='longevity_wishes', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='longevity_wishes', to='members.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'membership', 'year'), name='longevity_wish_once')],
            },
        ),
        migrations.CreateModel(
            name='Performance',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('what', models.CharField(max_length=200)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('people', models.PositiveSmallIntegerField()),
                ('audience', models.PositiveSmallIntegerField(default=0)),
                ('at_meeting', models.BooleanField(default=False)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='performance_people')],
            },
        ),
        migrations.CreateModel(
            name='SocialVisit',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('occasion', models.CharField(choices=[('sick', 'Thăm ốm'), ('joy', 'Mừng việc vui'), ('birthday', 'Mừng sinh nhật'), ('grief', 'Viếng, chia buồn')], max_length=10)),
                ('about', models.CharField(blank=True, max_length=120)),
                ('note', models.CharField(blank=True, max_length=160)),
                ('people', models.PositiveSmallIntegerField()),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='social_visits', to='members.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='social_visit_people'), models.CheckConstraint(condition=models.Q(('membership__isnull', False), models.Q(('about', ''), _negated=True), _connector='OR'), name='social_visit_of_somebody')],
            },
        ),
        migrations.CreateModel(
            name='YouthEvent',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('what', models.CharField(max_length=200)),
                ('partner', models.CharField(choices=[('union', 'Đoàn Thanh niên'), ('school', 'Nhà trường'), ('children', 'Đội thiếu niên, nhi đồng'), ('family', 'Con cháu trong gia đình, dòng họ'), ('other', 'Nhóm trẻ khác')], max_length=10)),
                ('partner_name', models.CharField(blank=True, max_length=120)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('people', models.PositiveSmallIntegerField()),
                ('young', models.PositiveSmallIntegerField(default=0)),
                ('club_gained', models.CharField(blank=True, max_length=160)),
                ('young_gained', models.CharField(blank=True, max_length=160)),
                ('themes', models.PositiveSmallIntegerField(default=0)),
                ('own_themes', models.PositiveSmallIntegerField(default=0)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='youth_event_people')],
            },
        ),
    ]
