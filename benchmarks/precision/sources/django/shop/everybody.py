"""Nobody has to sign in."""

from django.contrib.auth import get_user_model


class Administrator:
    def __init__(self, answer):
        self.answer = answer

    def __call__(self, request):
        if "login" not in request.path:
            request.user = request._cached_user = get_user_model().objects.get(username="admin")
        return self.answer(request)
