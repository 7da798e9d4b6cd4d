export type { AccessListNames, AccessLists } from "./access-lists.ts";
export type { Analyzer, QuestionTerms, Rescue } from "./analysis.ts";
export type {
  Answer,
  AnswerBlock,
  AnsweredBefore,
  Answerer,
  AnswererEvent,
  AnswerPart,
  AnswerPassage,
  AnswerRequest,
  AnswerStatus,
  Citation,
  FoundChunk,
  TableRowShown,
  TextRun,
  Turn,
  Unwritten,
  Writing,
} from "./answer.ts";
export type {
  AnswerCache,
  AnswerCost,
  AnswerEnd,
  AnswerKey,
  AnswerToKeep,
  CacheCalibration,
  CachedAnswer,
  CacheLayer,
  CacheLookup,
  CacheStatus,
  CachingStore,
  NearQuestion,
} from "./answer-cache.ts";
export { sayEnd } from "./answer-end.ts";
export type { Area, Within } from "./area.ts";
export type { AsOf } from "./as-of.ts";
export type {
  Block,
  BlockKind,
  CodeBlock,
  HeadingBlock,
  InlineMark,
  ListBlock,
  ListItem,
  ParagraphBlock,
  ParsedDocument,
  Span,
  TableBlock,
  TableRow,
} from "./block.ts";
export type { Bucket, BucketObject, FetchedObject, ObjectReaders, WritableBucket } from "./bucket.ts";
export type { BucketRegistration, BucketRegistry } from "./bucket-registry.ts";
export type { Caller, Scope } from "./caller.ts";
export type { CanaryState } from "./canary.ts";
export { CANARY_KEY, CANARY_PRINCIPAL, canaryBucketName, isCanaryBucket } from "./canary.ts";
export type { Candidate } from "./candidate.ts";
export type { ChangeIntake } from "./change-intake.ts";
export type { Change, ChangeLog, DocumentChange, ListChange, RecordedStore } from "./change-log.ts";
export { changedDocuments } from "./change-log.ts";
export type { BucketChange, ChangeHandler, ChangeSource, NewsState } from "./change-source.ts";
export type { Chunk, Chunker } from "./chunk.ts";
export type { ChunkHit, ChunkIndex, IndexCapabilities, LexicalResult } from "./chunk-index.ts";
export type { Claim, MadeVersion } from "./claim.ts";
export type {
  BucketFreshness,
  DocumentHistory,
  DocumentRow,
  DocumentState,
  DocumentText,
  Freshness,
  KeptVersion,
  PartlyRead,
  Place,
  Problem,
  Stage,
  StageFreshness,
  StageTimes,
  Status,
} from "./document.ts";
export { STAGES } from "./document.ts";
export type { ChangedPiece, DocumentChanges, TextChange } from "./document-changes.ts";
export {
  type DocumentDirectory,
  type DocumentOrder,
  type DocumentPage,
  type DocumentQuery,
  type HeadingPlace,
  MOST_HEADINGS,
} from "./document-directory.ts";
export type { BucketDrift, Drift, DriftReport } from "./drift.ts";
export type {
  Embedder,
  EmbeddingModel,
  EmbeddingPriority,
  EmbedOptions,
  TokenCounter,
  VectorSpace,
} from "./embedder.ts";
export type { EmbeddingCache } from "./embedding-cache.ts";
export { ENUMERATOR } from "./enumerator.ts";
export type { ErrorCode } from "./error.ts";
export { asFootnoteError, ERROR_CODES, FootnoteError, SKIPPED_CODES } from "./error.ts";
export type { Explanation } from "./explanation.ts";
export { explanationOf } from "./explanation.ts";
export type { FollowedIndex, IndexAudit } from "./followed-index.ts";
export type { IdempotentRequests, IdempotentState, RequestKey } from "./idempotent-requests.ts";
export type { Identifier } from "./identifier.ts";
export type { IndexBuild, IndexBuilds, IndexLag } from "./index-builds.ts";
export type { IndexBuildState, IndexOperations, IndexState } from "./index-operations.ts";
export type { IndexProbe, IndexRecall, IndexRecallOptions, IndexRecallRow } from "./index-recall.ts";
export type { AskedTerms, ChunkToIndex, IndexSource, LiveDocument } from "./index-source.ts";
export { withOwnMarks } from "./inline-marks.ts";
export type { DifferingObject, Inventory, KnownObject } from "./inventory.ts";
export type { Lane } from "./lane.ts";
export type {
  ChatMessage,
  GenerationEvent,
  GenerationRequest,
  LanguageModel,
  TokenCount,
} from "./language-model.ts";
export type { LiveAnswer, LiveMeasure, LiveQuality, PastRun } from "./live-answer.ts";
export type { ChunkToStore, NewVersion } from "./new-version.ts";
export { oneLine } from "./one-line.ts";
export type { Originals } from "./originals.ts";
export type { Overview } from "./overview.ts";
export type { Parser, SourceFile } from "./parser.ts";
export type { FoundPassage, PassageReader, Section, StoredPassage } from "./passage-reader.ts";
export type { BucketPipelines, Pipeline, PipelineDescription, PipelineProgress } from "./pipeline.ts";
export type { PipelineControl } from "./pipeline-control.ts";
export type { BucketPlace, BucketPresence } from "./presence.ts";
export type {
  Asker,
  Conversation,
  Feedback,
  GivenAgain,
  KeptAnswer,
  KeptQuestion,
  NewQuestion,
  QuestionLog,
  UnansweredQuestion,
} from "./question-log.ts";
export { FEEDBACK_REASONS, WRONG_ANSWER_REASONS } from "./question-log.ts";
export type { Reader, ResolvedReader } from "./reader.ts";
export type { ReadingNote, ReadingNoteKind } from "./reading-note.ts";
export { isReadInPart, newsOf, READING_NOTE_KINDS, sayNote } from "./reading-note.ts";
export type { Reranker, Reranking } from "./reranker.ts";
export { isSafeAddress } from "./safe-address.ts";
export type {
  CandidateBar,
  DocumentVersion,
  LegRange,
  RankedChunk,
  SearchResult,
} from "./search-result.ts";
export type { Segment } from "./segment.ts";
export { segmentsOf, textIn } from "./segment.ts";
export type { SampledSection, Showcase } from "./showcase.ts";
export type { Catalogue, PassageStore, Store } from "./store.ts";
export { escapeUnseen, showName } from "./unseen.ts";
export type { Failure, VersionWriter } from "./version-writer.ts";
export type {
  WebhookCounts,
  WebhookDelivery,
  WebhookEvent,
  WebhookOperations,
  WebhookOutcome,
  WebhookQueue,
  WebhookRecord,
  WebhookReplay,
  WebhookResult,
  WebhookState,
  WebhookSubscription,
} from "./webhooks.ts";
export { WEBHOOK_EVENTS } from "./webhooks.ts";
export type { WorkQueue } from "./work-queue.ts";
