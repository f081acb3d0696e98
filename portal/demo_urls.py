"""Pages that exist only in demo and test mode."""

from django.urls import URLPattern, path

from portal.views import demo_mail, style_guide

urlpatterns: list[URLPattern] = [
    path("mail/", demo_mail.demo_mails, name="demo_mails"),
    path("mail/<slug:key>/", demo_mail.demo_mail, name="demo_mail"),
    path("style/", style_guide.style_guide, name="style_guide"),
    path("style/confirm/", style_guide.style_guide_confirm, name="style_guide_confirm"),
]
