"""What Granian serves: the pages, and the short path of the reports beside them."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "checker.desk.settings")
pages = get_wsgi_application()

from checker.desk.reports.upload.endpoint import ReportEndpoint  # noqa: E402 - after Django is set up
from checker.desk.serving.access_log import AccessLog  # noqa: E402 - the same

application = AccessLog(ReportEndpoint(pages)) if settings.ACCESS_LOG else ReportEndpoint(pages)
