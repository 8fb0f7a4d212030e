"""What the service counts of itself, for Prometheus."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """Counts requests and articles; an application has its own.

    Args:
        n_waiting: Gives the number of articles that are accepted and not done.
    """

    def __init__(self, n_waiting: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "stance_requests",
            "Requests answered.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._request_s = Histogram(
            "stance_request_seconds",
            "Time from a request to its answer.",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._articles = Counter(
            "stance_articles", "Articles predicted.", ["outcome"], registry=self._registry
        )
        self._article_s = Histogram(
            "stance_article_seconds",
            "Time that one article took, without waiting.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        waiting = Gauge(
            "stance_articles_waiting", "Articles accepted and not done.", registry=self._registry
        )
        waiting.set_function(n_waiting)

    def count_request(self, *, method: str, route: str, status: int, took_s: float) -> None:
        """Count an answered request."""
        self._requests.labels(method, route, status).inc()
        self._request_s.labels(route).observe(took_s)

    def count_article(self, took_s: float, has_failed: bool) -> None:  # noqa: FBT001  # a callback
        """Count an article that was predicted, or failed."""
        self._articles.labels("failed" if has_failed else "predicted").inc()
        self._article_s.observe(took_s)

    def to_text(self) -> bytes:
        """Give all counts in the text format of Prometheus."""
        return generate_latest(self._registry)
