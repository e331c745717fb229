import django.db.models.deletion
import tremang.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0005_support_answer'),
        ('clubs', '0001_initial'),
        ('funds', '0005_declared_balances_open_the_books'),
        ('members', '0003_health_and_care_consent'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sponsor',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('business', 'Doanh nghiệp, cửa hàng'), ('office', 'Cơ quan, đoàn thể'), ('project', 'Dự án, tổ chức quốc tế'), ('family', 'Gia đình, cá nhân'), ('other', 'Nhà hảo tâm khác')], max_length=10)),
                ('from_on', models.DateField()),
                ('promise', models.CharField(blank=True, max_length=200)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'name'), name='sponsor_once')],
            },
        ),
        migrations.CreateModel(
            name='GivenLine',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='given_line', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('gift', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='given_line', to='funds.gift')),
                ('voucher', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given_line', to='funds.voucher')),
                ('sponsor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given', to='resources.sponsor')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('gift__isnull', True), ('voucher__isnull', False)), models.Q(('gift__isnull', False), ('voucher__isnull', True)), _connector='OR'), name='given_line_one')],
            },
        ),
        migrations.CreateModel(
            name='Earning',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('on', models.DateField()),
                ('kind', models.CharField(choices=[('farming', 'Cấy, gặt, trồng cây'), ('stall', 'Bán hàng, quán nước'), ('parking', 'Trông xe'), ('rental', 'Cho thuê phông bạt, bàn ghế'), ('scrap', 'Thu gom, bán phế liệu'), ('service', 'Cắt tóc, nấu ăn, dịch vụ khác'), ('other', 'Việc khác')], max_length=10)),
                ('what', models.CharField(max_length=160)),
                ('people', models.PositiveSmallIntegerField()),
                ('outsiders', models.PositiveSmallIntegerField(default=0)),
                ('income', models.BigIntegerField()),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('voucher', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='earning', to='funds.voucher')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='earning_people'), models.CheckConstraint(condition=models.Q(('income__gte', 0)), name='earning_income')],
            },
        ),
        migrations.CreateModel(
            name='Equipment',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('what', models.CharField(max_length=120)),
                ('quantity', models.PositiveSmallIntegerField(default=1)),
                ('source', models.CharField(choices=[('state', 'Nhà nước, xã cấp'), ('project', 'Dự án, nhà tài trợ'), ('gift', 'Người ủng hộ'), ('bought', 'Câu lạc bộ mua'), ('other', 'Nguồn khác')], max_length=10)),
                ('from_on', models.DateField()),
                ('value', models.BigIntegerField(default=0)),
                ('condition', models.CharField(choices=[('good', 'dùng tốt'), ('worn', 'dùng được, đã cũ'), ('broken', 'hỏng, cần sửa')], default='good', max_length=6)),
                ('to_on', models.DateField(blank=True, null=True)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
                ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='equipment_kept', to='members.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='equipment_quantity'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='equipment_value'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='equipment_period')],
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('by_id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
                ('source', models.CharField(choices=[('dues', 'Thành viên đóng góp'), ('interest', 'Lãi'), ('gifts', 'Ủng hộ bằng tiền'), ('in_kind', 'Ủng hộ bằng hiện vật'), ('earning', 'Cùng làm gây quỹ'), ('sponsor', 'Vốn của nhà tài trợ, dự án'), ('state', 'Vốn Nhà nước, Quỹ Chăm sóc và phát huy vai trò người cao tuổi'), ('other', 'Nguồn khác')], max_length=8)),
                ('expected', models.BigIntegerField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='areas.activity')),
                ('club', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='clubs.club')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('club', 'year', 'source'), name='plan_line_once'), models.CheckConstraint(condition=models.Q(('expected__gte', 0)), name='plan_line_expected')],
            },
        ),
    ]
