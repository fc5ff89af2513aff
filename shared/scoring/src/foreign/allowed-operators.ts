const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Operators that a model may hold: those of ai.onnx and ai.onnx.ml that compute the same numbers from the same inputs every
 * time. Left out: RandomNormal, RandomUniform, their -Like forms, Multinomial and Bernoulli (a score is no lottery),
 * ImageDecoder and the audio operators, optional values, and everything of the training domains.
 * Source: onnx/onnx docs/Operators.md and docs/Operators-ml.md (ONNX 1.19).
 */
const standard = list(`
  Abs Acos Acosh Add AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization BitShift
  BitwiseAnd BitwiseNot BitwiseOr BitwiseXor Cast CastLike Ceil Celu CenterCropPad Clip Col2Im Compress Concat
  ConcatFromSequence Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumSum DepthToSpace DequantizeLinear
  Det Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements
  GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GroupNormalization HardSigmoid
  HardSwish Hardmax Identity If InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual
  Log LogSoftmax Loop LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean
  MeanVarianceNormalization Min Mish Mod Mul Neg NonZero Not OneHot Or PRelu Pad Pow QLinearConv QLinearMatMul
  QuantizeLinear RMSNormalization RNN Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean
  ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RotaryEmbedding Round Scan Scatter
  ScatterElements ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength
  SequenceMap Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split SplitToSequence
  Sqrt Squeeze StringConcat StringNormalizer StringSplit RegexFullMatch Sub Sum Swish Tan Tanh TensorScatter TfIdfVectorizer
  ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor
`);

const machineLearning = list(`
  ArrayFeatureExtractor Binarizer CastMap CategoryMapper DictVectorizer FeatureVectorizer Imputer LabelEncoder
  LinearClassifier LinearRegressor Normalizer OneHotEncoder SVMClassifier SVMRegressor Scaler TreeEnsemble
  TreeEnsembleClassifier TreeEnsembleRegressor ZipMap
`);

/** Operators of the runtime's own domain that exporters of tabular and text models write. */
const microsoft = list('BiasGelu FastGelu FusedGemm FusedMatMul Gelu MurmurHash3 Tokenizer WordConvEmbedding');

/** `Name`, `ai.onnx.ml.Name` or `com.microsoft.Name`. */
export const allowedOperators: ReadonlySet<string> = new Set([
  ...standard,
  ...machineLearning.map((name) => `ai.onnx.ml.${name}`),
  ...microsoft.map((name) => `com.microsoft.${name}`),
]);

/** Domains that the runtime has; an operator of any other is custom. */
export const knownDomains: ReadonlySet<string> = new Set([
  '',
  'ai.onnx',
  'ai.onnx.ml',
  'ai.onnx.training',
  'ai.onnx.preview.training',
  'com.microsoft',
  'com.microsoft.nchwc',
]);
