# SiGN-Dash as a server: docs/deploy.md. Studies lie in the volume /data; the token comes from the environment.
#
#   docker build -t sign-dash .
#   docker run -p 127.0.0.1:8050:8050 -v sign-dash:/data -e SIGN_DASH_TOKEN sign-dash
FROM python:3.11-slim

RUN useradd --create-home --uid 1000 sign && mkdir /data && chown sign /data
WORKDIR /app
COPY requirements.txt constraints-cpu.txt ./
# PyTorch without CUDA first, where the index has it; see README.md, Size.
RUN pip install --no-cache-dir -c constraints-cpu.txt torch || true
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN pip install --no-cache-dir --no-deps .

USER sign
ENV XDG_CACHE_HOME=/data/cache XDG_DATA_HOME=/data PYTHONUNBUFFERED=1
VOLUME /data
WORKDIR /data
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8050/health', timeout=4)"]
CMD ["sign-dash", "--host", "0.0.0.0", "--studies", "/data/studies", "--processes", "2", "--log", "-"]
