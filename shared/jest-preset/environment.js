import { TestEnvironment } from 'jest-environment-node';

// A test's process.env is a copy; the native ONNX runtime reads the real one, which only this outer realm can set.
process.env.ORT_DISABLE_TELEMETRY = '1';

/** onnxruntime-node checks `instanceof` against the outer realm's typed arrays; jest's sandbox has its own. */
export default class RealTypedArrays extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, {
      ArrayBuffer,
      BigInt64Array,
      BigUint64Array,
      Float32Array,
      Float64Array,
      Int8Array,
      Int16Array,
      Int32Array,
      Uint8Array,
      Uint8ClampedArray,
      Uint16Array,
      Uint32Array,
    });
  }
}
