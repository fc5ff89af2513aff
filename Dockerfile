# A slim image: the tree is copied as it is (types are stripped at run time, nothing is built), and only the
# linux binary of onnxruntime that this architecture needs is kept. glibc: there is no musl build of onnxruntime.
FROM node:24-bookworm-slim AS install
WORKDIR /app
ENV ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json .npmrc ./
COPY cds-hooks/package.json cds-hooks/
COPY services/package.json services/
COPY test/package.json test/
COPY shared/ shared/
RUN npm ci --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32 \
 && npm cache clean --force

FROM node:24-bookworm-slim
WORKDIR /app
# No telemetry from the runtime library: set here and again in code before the first session.
ENV NODE_ENV=production ORT_DISABLE_TELEMETRY=1 HOST=0.0.0.0 PORT=3000 CARDWRIGHT_DATA_DIR=/data
COPY --from=install /app /app
COPY cds-hooks/ cds-hooks/
COPY services/ services/
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD node -e "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "cds-hooks/src/cli.ts", "serve"]
