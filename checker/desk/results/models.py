"""Numbers of one day and customer. Nothing of any person is in them, so they may stay for a year."""

from django.db import models

from checker.desk.customers.models import Customer


class DayResult(models.Model):
    """`reports` that came; cases that ended: `fine` from the first report on, `by_employee` solved by the employee,
    `by_technician` closed by a technician, after `minutes` in all.
    """

    day = models.DateField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="day_results")
    reports = models.PositiveIntegerField(default=0)
    fine = models.PositiveIntegerField(default=0)
    by_employee = models.PositiveIntegerField(default=0)
    by_technician = models.PositiveIntegerField(default=0)
    minutes = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "customer"], name="one_result_a_day_and_customer")]
        indexes = [models.Index(fields=["customer", "day"], name="results_by_customer")]

    def __str__(self) -> str:
        return f"{self.day} {self.customer}"


class DayCause(models.Model):
    """Cases that ended on a day with this cause: solved `by_employee`, or `by_technician` by a technician."""

    day = models.DateField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="day_causes")
    cause = models.CharField(max_length=80)
    by_employee = models.PositiveIntegerField(default=0)
    by_technician = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "customer", "cause"], name="one_count_a_day_and_cause")]
        indexes = [models.Index(fields=["customer", "day"], name="causes_by_customer_and_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.cause}"
