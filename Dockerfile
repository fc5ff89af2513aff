# A slim image: the tree is copied as it is (types are stripped at run time, nothing is built), without development
# dependencies, tests and their support, and with the binary of onnxruntime of the target architecture alone. glibc: there is
# no musl build of onnxruntime. Linux on amd64 and arm64. The base is the runtime that package.json pins; for a build that
# gives the same bytes again name it by digest (--build-arg BASE=node@sha256:…) and set SOURCE_DATE_EPOCH with
# --output type=image,rewrite-timestamp=true.
ARG BASE=node:24.21.0-bookworm-slim

FROM ${BASE} AS install
ARG TARGETARCH=amd64
WORKDIR /app
ENV ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json .npmrc ./
COPY cds-hooks/package.json cds-hooks/
COPY services/package.json services/
COPY test/package.json test/
COPY shared/ shared/
RUN npm ci --omit=dev --no-audit --no-fund \
 && arch=$(case "$TARGETARCH" in amd64) echo x64 ;; arm64) echo arm64 ;; *) exit 1 ;; esac) \
 && find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -type d ! -path "*/linux/$arch" -exec rm -rf {} + \
 && test -f "$(find node_modules/onnxruntime-node/bin -path "*/linux/$arch/*.node")" \
 && rm -rf test node_modules/.package-lock.json \
 && npm cache clean --force

FROM ${BASE}
WORKDIR /app
# No telemetry from the runtime library: set here and again in code before the first session.
ENV NODE_ENV=production ORT_DISABLE_TELEMETRY=1 HOST=0.0.0.0 PORT=3000 CARDWRIGHT_DATA_DIR=/data
COPY --from=install /app /app
COPY cds-hooks/ cds-hooks/
COPY services/ services/
COPY LICENSE NOTICE ./
RUN mkdir /data && chown 1000:1000 /data
# The user `node` of the base, by number, so that Kubernetes can see that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "cds-hooks/src/cli.ts", "serve"]
