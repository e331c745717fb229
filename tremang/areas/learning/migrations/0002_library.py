"""The library: topics of talks, the digital class with its skills, and texts to read in large type.

All texts are the product's own, written for old readers. Where law or policy changes, a new version is added.
"""

from datetime import date

from django.db import migrations

from tremang.kernel.ids import new_id

SINCE, WRITTEN = date(2010, 1, 1), date(2026, 1, 1)
DIGITAL, GREEN, STARTUP, JOBS = 1, 2, 4, 8
OWN = "Tre Măng biên soạn, không thay cho hướng dẫn của cơ quan có trách nhiệm."

SCAM = """Kẻ lừa đảo gọi điện rất khéo. Chúng xưng là công an, ngân hàng, bưu điện, điện lực, hoặc giả giọng con cháu đang gặp nạn.

Dấu hiệu thứ nhất: chúng giục làm ngay, không cho hỏi ai. Việc thật thì lúc nào cũng có thời gian để hỏi lại.

Dấu hiệu thứ hai: chúng xin mã số vừa gửi vào máy, xin mật khẩu, hoặc bảo bấm vào một đường dẫn lạ. Không ai có quyền hỏi mã ấy, kể cả ngân hàng.

Dấu hiệu thứ ba: chúng bảo chuyển tiền để được nhận quà, để khỏi bị bắt, hoặc để giữ hộ tiền.

Nên làm: cúp máy. Tự tìm số quen để gọi lại cho con cháu, hoặc ra gặp công an xã, phường. Chưa hỏi được ai thì chưa làm gì cả.

Nếu đã lỡ chuyển tiền: gọi ngay cho ngân hàng để nhờ khóa tài khoản, rồi báo công an xã, phường. Báo càng sớm càng dễ giữ lại. Bị lừa không phải là đáng xấu hổ. Kể cho cả câu lạc bộ nghe là giúp được nhiều người."""

FALLS = """Người có tuổi ngã một lần có thể phải nằm rất lâu. Phần lớn các lần ngã xảy ra ngay trong nhà, và phòng được.

Sàn nhà: lau khô nước ngay. Cất thảm trơn, dây điện và đồ đạc ở lối đi. Trong nhà tắm, trải tấm chống trơn và lắp tay vịn.

Ánh sáng: để một ngọn đèn nhỏ trên lối từ giường ra nhà vệ sinh. Công tắc nên ở chỗ với tay là tới.

Lúc ngủ dậy: nằm thêm một lát, ngồi dậy từ từ, để hai chân chạm đất rồi mới đứng. Thấy chóng mặt thì ngồi xuống ngay.

Giày dép: đi loại có đế bám, có quai sau. Không đi dép đã mòn.

Tập mỗi ngày: đứng vịn vào bàn, nhấc từng gót chân, mỗi bên mười lần. Chân khỏe thì đứng vững.

Nếu bị ngã: nằm yên một lát, xem có đau ở đâu không, rồi gọi người nhà. Đau nhiều hoặc bị đập đầu thì gọi 115, không cố đứng dậy."""

ALLOWANCE = """Người cao tuổi có thể được hưởng nhiều chế độ. Chế độ nào cũng có điều kiện riêng, và có lúc thay đổi. Vì vậy nên hỏi lại cán bộ xã, phường trước khi làm đơn.

Những việc nên hỏi: trợ cấp hưu trí xã hội cho người chưa có lương hưu; trợ cấp xã hội hằng tháng; thẻ bảo hiểm y tế; chúc thọ, mừng thọ.

Mang theo khi đi hỏi: căn cước, thẻ bảo hiểm y tế nếu có, và giấy tờ về hoàn cảnh nếu đã được cấp.

Khi nộp đơn: xin giấy hẹn. Trên giấy hẹn có ngày trả lời và số điện thoại để hỏi. Cất giấy ấy cùng căn cước.

Nộp đơn thì không phải mất tiền nhờ ai lo. Ai đòi tiền thì báo Ban Chủ nhiệm hoặc Ủy ban nhân dân.

Nếu quá ngày hẹn mà chưa có trả lời: nói với câu lạc bộ. Câu lạc bộ ghi vào sổ và đưa việc ấy lên xã, phường."""

WASTE = """Phân loại rác là để riêng từng thứ ngay tại nhà. Làm quen tay thì mỗi ngày chỉ mất vài phút.

Loại thứ nhất là thứ còn dùng lại được: giấy, bìa, chai nhựa, lon, sắt vụn. Rửa qua, để khô, gom vào một bao. Bao này bán được, góp vào quỹ câu lạc bộ cũng tốt.

Loại thứ hai là rác nhà bếp: gốc rau, vỏ quả, cơm thừa. Nhà có vườn thì ủ làm phân. Lấy một thùng có nắp, cứ một lớp rác thì phủ một lớp đất hoặc lá khô. Vài tháng sau có phân bón rau.

Loại thứ ba là rác còn lại: túi ni lông bẩn, tã, sành sứ vỡ. Buộc kín, bỏ đúng giờ thu gom.

Riêng pin, bóng đèn, vỏ thuốc sâu thì để một hộp riêng. Những thứ này độc, không bỏ chung và không đốt.

Đi chợ nên mang theo làn. Bớt được một túi ni lông là bớt được một thứ rác để lại cho con cháu."""

MATERIALS = [
    ("Phòng lừa đảo qua điện thoại", "safety", SCAM),
    ("Phòng té ngã trong nhà", "health", FALLS),
    ("Hỏi chế độ cho người cao tuổi", "law", ALLOWANCE),
    ("Phân loại rác tại nhà", "green", WASTE),
]
TOPICS = [
    ("Phòng lừa đảo qua điện thoại", "safety", DIGITAL, "Ba dấu hiệu lừa đảo; không đọc mã cho ai; cúp máy, gọi lại số quen; đã lỡ thì báo ngân hàng và công an.", True),
    ("Phòng cháy khi đun nấu, thắp hương", "safety", 0, "Không bỏ bếp đang đun; khóa van ga; đặt bát hương xa rèm; lối thoát không để đồ; số 114.", False),
    ("Đi đường an toàn", "safety", 0, "Sang đường đúng chỗ; đội mũ bảo hiểm; áo sáng màu lúc tối; không đi xe khi chóng mặt.", False),
    ("Phòng té ngã trong nhà", "health", 0, "Sàn khô, đủ sáng; ngồi dậy từ từ; giày dép bám; tập chân mỗi ngày; ngã thì làm gì.", True),
    ("Ăn uống cho người có tuổi", "health", 0, "Đủ đạm, nhiều rau; bớt mặn, bớt ngọt; uống đủ nước; chia nhiều bữa nhỏ.", False),
    ("Sống chung với tăng huyết áp", "health", 0, "Đo đều; uống thuốc theo đơn, không tự bỏ; ăn nhạt; dấu hiệu phải đi khám ngay.", False),
    ("Giữ trí nhớ, vui sống", "health", 0, "Ngủ đủ; trò chuyện, đọc, hát; dấu hiệu nên đưa đi khám; người nhà kiên nhẫn.", False),
    ("Luật Người cao tuổi", "law", 0, "Quyền được chăm sóc, được ưu tiên; nghĩa vụ nêu gương; ai có trách nhiệm; hỏi ở đâu.", False),
    ("Hỏi chế độ cho người cao tuổi", "law", 0, "Trợ cấp hưu trí xã hội, trợ cấp xã hội, bảo hiểm y tế; giấy tờ mang theo; xin giấy hẹn.", True),
    ("Di chúc và thừa kế", "law", 0, "Di chúc nên có gì; công chứng, chứng thực; giữ ở đâu; khi nào cần trợ giúp pháp lý.", False),
    ("Phòng, chống bạo lực gia đình", "law", 0, "Thế nào là bạo lực; nói với ai; nơi tạm lánh; câu lạc bộ giúp thế nào.", False),
    ("Cài và dùng VNeID", "digital", DIGITAL, "Mang căn cước lên công an xã; đăng nhập; xem giấy tờ; không cho ai mượn máy khi đang mở.", False),
    ("Gọi video cho con cháu", "digital", DIGITAL, "Mở ứng dụng; bấm hình máy quay; tắt, bật tiếng; nghe rõ thì nói.", False),
    ("Chuyển tiền, trả tiền an toàn", "digital", DIGITAL, "Xem kỹ tên người nhận; chuyển số nhỏ trước; không đọc mã; giữ tin nhắn.", False),
    ("Nộp hồ sơ dịch vụ công trên mạng", "digital", DIGITAL, "Việc nào nộp được; nhờ con cháu hay ra xã; theo dõi hồ sơ; không mất tiền nhờ ngoài.", False),
    ("Phân loại rác tại nhà", "green", GREEN, "Ba loại rác; ủ rác bếp; pin, bóng đèn để riêng; bớt túi ni lông.", True),
    ("Tiết kiệm điện, nước", "green", GREEN, "Tắt khi không dùng; đèn tiết kiệm; nước rửa rau tưới cây; đọc số công tơ.", False),
    ("Trồng rau sạch quanh nhà", "green", GREEN, "Đất, phân ủ; rau theo mùa; bắt sâu bằng tay; chia rau cho nhà neo người.", False),
    ("Hòa thuận nhiều thế hệ", "living", 0, "Lắng nghe con cháu; chia việc nhà; giữ lời; khi bất hòa thì nhờ ai.", False),
    ("Bán hàng nhà làm qua mạng", "work", DIGITAL | STARTUP, "Chụp ảnh; ghi giá, số điện thoại; nhờ người trẻ đăng; giao hàng, nhận tiền.", False),
]  # fmt: skip
SKILLS = [
    "Gọi và nghe điện thoại", "Gọi video cho con cháu", "Đọc tin trên mạng", "Đăng nhập VNeID", "Nhận ra lừa đảo",
    "Chuyển tiền an toàn", "Nộp hồ sơ trên mạng",
]  # fmt: skip


def fill(apps, schema_editor):
    def table(name):
        return apps.get_model("learning", name).objects

    materials = {}
    for title, subject, body in MATERIALS:
        row = table("Material").create(id=new_id(), title=title, subject=subject)
        materials[title] = row
        table("MaterialVersion").create(
            id=new_id(), material=row, number=1, body=body, source=OWN, from_on=WRITTEN
        )
    for title, subject, themes, points, has_material in TOPICS:
        material = materials[title] if has_material else None
        table("Topic").create(
            id=new_id(), title=title, subject=subject, themes=themes, points=points, material=material, from_on=SINCE
        )
    programme = table("Programme").create(
        id=new_id(), title="Bình dân học vụ số", themes=DIGITAL, from_on=SINCE
    )
    for position, words in enumerate(SKILLS, 1):
        table("Skill").create(id=new_id(), programme=programme, position=position, words=words)


def empty(apps, schema_editor):
    for name in ("Topic", "MaterialVersion", "Material", "Skill", "Programme"):
        apps.get_model("learning", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
