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
            name='AnswerTerm',
            fields=[
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=12)),
                ('working_days', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'from_on'), name='answer_term_once'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='answer_term_period')],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('subject', models.CharField(choices=[('club', 'Sinh hoạt, Ban Chủ nhiệm'), ('fund', 'Quỹ, vay vốn'), ('policy', 'Chế độ, chính sách'), ('health', 'Y tế, bảo hiểm'), ('land', 'Đất đai, nhà ở'), ('environment', 'Môi trường, đường sá'), ('security', 'An ninh, trật tự'), ('conduct', 'Cách cư xử'), ('other', 'Việc khác')], max_length=12)),
                ('text', models.CharField(max_length=1000)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('new', 'mới'), ('handling', 'đang xử lý'), ('answered', 'đã trả lời'), ('carried', 'đã chuyển lên xã, phường')], default='new', max_length=10)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, max_length=1000)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='members.membership')),
            ],
            options={
                'indexes': [models.Index(fields=['club', 'state', 'due_on'], name='complaint_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), ('answered_on__isnull', False)), models.Q(models.Q(('state', 'answered'), _negated=True), ('answered_on__isnull', True)), _connector='OR'), name='complaint_answered_with_a_day')],
            },
        ),
        migrations.CreateModel(
            name='LegalReferral',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('about', models.CharField(blank=True, max_length=120)),
                ('matter', models.CharField(choices=[('land', 'Đất đai, nhà ở'), ('family', 'Hôn nhân, gia đình, thừa kế'), ('entitlement', 'Chế độ, chính sách'), ('civil', 'Vay mượn, dân sự'), ('criminal', 'Hình sự, bị xâm hại, bị lừa đảo'), ('other', 'Việc khác')], max_length=12)),
                ('centre', models.CharField(max_length=120)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='legal_referrals', to='members.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('membership__isnull', False), models.Q(('about', ''), _negated=True), _connector='OR'), name='legal_referral_of_somebody')],
            },
        ),
        migrations.CreateModel(
            name='LegalStage',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('stage', models.CharField(choices=[('sent', 'Đã gửi'), ('accepted', 'Trung tâm đã nhận'), ('refused', 'Trung tâm không nhận'), ('in_progress', 'Đang giải quyết'), ('done', 'Đã xong')], max_length=12)),
                ('on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('by_id', models.BigIntegerField()),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='rights.legalreferral')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'referral', 'stage'), name='legal_stage_once')],
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('subject', models.CharField(choices=[('club', 'Sinh hoạt, Ban Chủ nhiệm'), ('fund', 'Quỹ, vay vốn'), ('policy', 'Chế độ, chính sách'), ('health', 'Y tế, bảo hiểm'), ('land', 'Đất đai, nhà ở'), ('environment', 'Môi trường, đường sá'), ('security', 'An ninh, trật tự'), ('conduct', 'Cách cư xử'), ('other', 'Việc khác')], max_length=12)),
                ('text', models.CharField(max_length=1000)),
                ('due_on', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, max_length=1000)),
                ('answered_by_id', models.BigIntegerField(blank=True, null=True)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('complaint', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='matter', to='rights.complaint')),
            ],
            options={
                'indexes': [models.Index(fields=['club', 'answered_on', 'due_on'], name='matter_due')],
            },
        ),
        migrations.CreateModel(
            name='PublicHoliday',
            fields=[
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('words', models.CharField(max_length=80)),
                ('is_lunar', models.BooleanField(default=False)),
                ('month', models.PositiveSmallIntegerField()),
                ('day', models.PositiveSmallIntegerField()),
                ('before', models.PositiveSmallIntegerField(default=0)),
                ('days', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='public_holiday_period')],
            },
        ),
        migrations.CreateModel(
            name='RightsHelp',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('about', models.CharField(blank=True, max_length=120)),
                ('kind', models.CharField(choices=[('papers', 'Giấy tờ, hộ tịch, căn cước'), ('allowance', 'Trợ cấp xã hội, trợ cấp hưu trí xã hội'), ('insurance', 'Thẻ bảo hiểm y tế'), ('merit', 'Chế độ người có công'), ('longevity', 'Mừng thọ, chế độ người cao tuổi'), ('other', 'Quyền lợi khác')], max_length=10)),
                ('what', models.CharField(max_length=200)),
                ('outcome', models.CharField(choices=[('waiting', 'đang chờ'), ('got', 'đã được'), ('refused', 'chưa được')], default='waiting', max_length=10)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rights_helps', to='members.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('membership__isnull', False), models.Q(('about', ''), _negated=True), _connector='OR'), name='rights_help_of_somebody')],
            },
        ),
    ]
