"""Pages of Django REST framework, Wagtail and django-ninja."""

from django.urls import include, path
from library.models import Book
from ninja import NinjaAPI
from rest_framework import routers, serializers, viewsets
from wagtail.admin import urls as wagtail_admin


class BookSerializer(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = "__all__"


class Books(viewsets.ModelViewSet):
    queryset = Book.objects.order_by("id")
    serializer_class = BookSerializer
    filterset_fields = ["kind", "lent"]


router = routers.DefaultRouter()
router.register("books", Books)
api = NinjaAPI()


@api.get("/add")
def add(request, a: int, b: int):
    return {"sum": a + b}


urlpatterns = [
    path("rest/", include(router.urls)),
    path("ninja/", api.urls),
    path("cms/", include(wagtail_admin)),
    path("auth/", include("rest_framework.urls")),
]
