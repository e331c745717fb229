"""All addresses of the product. Each room lists its own."""

from django.urls import include, path

from tremang.accounts.devices import api as devices
from tremang.kernel.health import health

handler500 = "tremang.kernel.middleware.broken"

urlpatterns = [
    path("health", health, name="health"),
    path("may/the", devices.bind, name="device_bind"),
    path("may/ma-moi", devices.rescue, name="device_rescue"),
    path("may/", include("tremang.phone.urls")),
    path("", include("tremang.web.urls")),
    path("giao-dien/", include("tremang.ui.urls")),
    path("tai-khoan/", include("tremang.accounts.urls")),
    path("tai-khoan/", include("tremang.accounts.sign_in_urls")),
    path("tai-khoan/xac-nhan/", include("allauth.mfa.urls")),
    path("dia-ban/", include("tremang.programme.territory.urls")),
    path("cau-lac-bo/", include("tremang.clubs.urls")),
    path("thanh-vien/", include("tremang.members.urls")),
    path("sinh-hoat/", include("tremang.meetings.urls")),
    path("ghi-buoi/", include("tremang.agenda.urls")),
    path("quy/", include("tremang.funds.urls")),
    path("", include("tremang.areas.common.urls")),
    path("tap-huan/", include("tremang.programme.training.urls")),
    path("danh-gia/", include("tremang.programme.standard.urls")),
    path("truyen-thong/", include("tremang.programme.communication.urls")),
    path("chi-tieu/", include("tremang.targets.urls")),
    path("nen-lam/", include("tremang.advice.urls")),
    path("bao-cao/", include("tremang.reports.urls")),
    path("viec-tu-may/", include("tremang.inbox.urls")),
    path("", include("tremang.exchange.urls")),
]
