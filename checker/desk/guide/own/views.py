"""The pages on which technicians write into the guide, and see what is read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from checker.desk.guide.article import read_article
from checker.desk.guide.models import Addition, OwnPage
from checker.desk.guide.own.forms import AdditionForm, OwnPageForm
from checker.desk.guide.view_counter import most_read
from checker.desk.pages.language import page_language

READ_DAYS, READ_LIMIT = 30, 15
_KINDS = {"pages": (OwnPage, OwnPageForm), "additions": (Addition, AdditionForm)}


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Own pages, additions, and what was read most."""
    language = page_language()
    additions = [
        (addition, entry.title if (entry := read_article(addition.code, language)) else addition.code)
        for addition in Addition.objects.select_related("customer")
    ]
    reads = [
        (code, entry.title if (entry := read_article(code, language)) else code, count)
        for code, count in most_read(READ_DAYS, READ_LIMIT)
    ]
    context = {
        "pages": OwnPage.objects.all(),
        "additions": additions,
        "reads": reads,
        "days": READ_DAYS,
        "spoken": language,
    }
    return render(request, "guide/own/own.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, pk: int | None = None) -> HttpResponse:
    """A page or an addition, new or changed."""
    model, form_class = _KINDS[kind]
    instance = get_object_or_404(model, pk=pk) if pk is not None else None
    initial = {"code": request.GET.get("code", "")} if kind == "additions" else {}
    form = form_class(request.POST or None, instance=instance, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Gespeichert."))
        return redirect("own-guide")
    return render(request, "guide/own/edit.html", {"form": form, "kind": kind, "instance": instance})


@require_POST
def delete(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Takes it away."""
    get_object_or_404(_KINDS[kind][0], pk=pk).delete()
    messages.success(request, gettext("Gelöscht."))
    return redirect("own-guide")
