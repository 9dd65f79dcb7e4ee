"""A shop of books, for the pages that Django's packages bring. Everybody is the administrator: it serves this machine alone."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "shown to nobody"
DEBUG = True
ALLOWED_HOSTS = ["127.0.0.1"]
SKIN = os.environ.get("SKIN", "")
"""A package that gives the administrator's pages another look, alone."""
_OTHERS = (
    "rest_framework",
    "django_filters",
    "ninja",
    *(f"wagtail.{part}" for part in ("contrib.forms", "contrib.redirects", "embeds", "sites", "users", "snippets")),
    *(f"wagtail.{part}" for part in ("documents", "images", "search", "admin")),
    "wagtail",
    "modelcluster",
    "taggit",
)
INSTALLED_APPS = [
    *((SKIN,) if SKIN else _OTHERS),
    "library",
    *(f"django.contrib.{part}" for part in ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")),
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "shop.everybody.Administrator",
]
ROOT_URLCONF = "shop.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                f"django.{part}"
                for part in (
                    "template.context_processors.request",
                    "contrib.auth.context_processors.auth",
                    "contrib.messages.context_processors.messages",
                )
            ]
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "library.db"}}
STATIC_URL = "static/"
MEDIA_ROOT = BASE_DIR / "media"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WAGTAIL_SITE_NAME = "Shop"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
REST_FRAMEWORK = {
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 10,
}
