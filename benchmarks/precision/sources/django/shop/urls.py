"""Where the administrator's pages lie, and the other packages' where they are installed."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("admin/", admin.site.urls)]
if settings.SKIN:
    if settings.SKIN == "grappelli":
        urlpatterns.insert(0, path("grappelli/", include("grappelli.urls")))
else:
    from shop.others import urlpatterns as others

    urlpatterns += others
