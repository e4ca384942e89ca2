# A second container's image: another base than the program's, with the clients that people use.
ARG RUNTIME_IMAGE=docker.io/library/debian:12-slim
FROM ${RUNTIME_IMAGE}
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends netcat-openbsd socat >/dev/null
