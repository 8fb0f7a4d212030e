# stance serve with the bundled model: docker build -t stance . && docker run -p 8000:8000 stance
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN python -m venv /opt/stance && /opt/stance/bin/pip install --no-cache-dir '.[serve]'

FROM python:3.13-slim
RUN useradd --system --no-create-home --home-dir /srv stance
COPY --from=build /opt/stance /opt/stance
ENV PATH=/opt/stance/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /srv
USER stance
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health', timeout=4)"]
CMD ["stance", "serve", "--host", "0.0.0.0"]
