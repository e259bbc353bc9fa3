package dev.renditions.lambda.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.renditions.service.lookup.FailurePolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventParserTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "plain.mp4             | plain.mp4",
                "a+b.mp4               | a b.mp4",
                "a%20b.mp4             | a b.mp4",
                "a%2Bb.mp4             | a+b.mp4",
                "a%252Bb.mp4           | a%2Bb.mp4",
                "caf%C3%A9+%2B+x.mp4   | café + x.mp4",
                "%F0%9F%8E%AC.mp4      | 🎬.mp4",
                "-i+x.mp4              | -i x.mp4",
                "..%2F..%2Fetc/passwd  | ../../etc/passwd",
                "100%25.mp4            | 100%.mp4",
            })
    void keysOfS3EventsAreDecodedOnce(String encoded, String key) {
        assertThat(notice(Events.s3("ObjectCreated:Put", "b", encoded)).object().key())
                .isEqualTo(key);
    }

    @Test
    void newlineInAKeyIsDecoded() {
        assertThat(notice(Events.s3("ObjectCreated:Put", "b", "a%0Ab")).object().key())
                .isEqualTo("a\nb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b.mp4", "a%2Bb.mp4", "café + x.mp4", "100%.mp4", "100%zz"})
    void keysOfEventBridgeAndOfDirectRequestsAreLiteral(String key) {
        assertThat(notice(Events.eventBridge("Object Created", "b", key))
                        .object()
                        .key())
                .isEqualTo(key);
        assertThat(notice(Events.direct("b", key)).object().key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "ObjectCreated:Put, CREATED",
        "s3:ObjectCreated:CompleteMultipartUpload, CREATED",
        "ObjectRemoved:Delete, REMOVED",
        "ObjectRemoved:DeleteMarkerCreated, REMOVED",
        "LifecycleExpiration:Delete, REMOVED",
        "s3:LifecycleExpiration:DeleteMarkerCreated, REMOVED",
        "ObjectTagging:Put, OTHER",
        "ObjectCreatedX, OTHER",
        "ObjectRestore:Completed, OTHER"
    })
    void nameOfAnS3EventDeterminesItsKind(String event, ObjectEvent.Kind kind) {
        assertThat(notice(Events.s3(event, "b", "k")).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"Object Created, CREATED", "Object Deleted, REMOVED", "Object Tags Added, OTHER"})
    void typeOfAnEventBridgeEventDeterminesItsKind(String type, ObjectEvent.Kind kind) {
        assertThat(notice(Events.eventBridge(type, "b", "k")).kind()).isEqualTo(kind);
    }

    @Test
    void versionETagAndSizeAreKept() {
        assertThat(notice(Events.sampleText("s3-multipart.json")).object())
                .isEqualTo(new S3ObjectRef(
                        "renditions-uploads",
                        "video-1080p.mp4",
                        Optional.of("096fKKXTRTtl3on89fVO.nfljtsv6qko"),
                        Optional.of("2d67a57adcc652b7cf55849baf4d2bfa-1"),
                        Optional.of(122668L)));
        assertThat(notice(Events.sampleText("eventbridge-created.json")).object())
                .isEqualTo(new S3ObjectRef(
                        "renditions-uploads",
                        "café + crème.mp4",
                        Optional.of("IYV3p45BT0ac8hjHg1houSdS1a.Mro8e"),
                        Optional.of("5a4d36a1f7bee80c737a11882699b127"),
                        Optional.of(121618L)));
    }

    @Test
    void emptyVersionIsAbsent() {
        assertThat(notice(Events.s3("ObjectCreated:Copy", "b", "k")
                                .replace("\"key\":\"k\"", "\"key\":\"k\",\"versionId\":\"\""))
                        .object()
                        .versionId())
                .isEmpty();
    }

    @Test
    void testEventIsEmpty() {
        assertThat(read(Events.sampleText("s3-test-event.json"))).isEmpty();
    }

    @Test
    void recordsAreParsedIndependently() {
        String bad = Events.s3Record("ObjectCreated:Put", "b", "100%zz");
        String nameless = "{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{}}";
        String good = Events.s3Record("ObjectCreated:Put", "b", "k");
        List<ObjectEvent> events = read("{\"Records\":[" + bad + "," + nameless + "," + good + "]}");
        assertThat(events).hasSize(3);
        assertThat(((ObjectEvent.Unreadable) events.get(0)).reason())
                .contains("100%zz", "not encoded as S3 encodes keys");
        assertThat(((ObjectEvent.Unreadable) events.get(1)).reason()).contains("'name' is missing");
        assertThat(((ObjectEvent.Notice) events.get(2)).object().key()).isEqualTo("k");
    }

    @Test
    void directRequestMayNameItsVersionAndProfiles() {
        ObjectEvent.Notice notice =
                notice("{\"bucket\":\"b\",\"key\":\"k\",\"versionId\":\"v\",\"profiles\":[\"x\",\"y\",\"x\"]}");
        assertThat(notice.object()).isEqualTo(S3ObjectRef.named("b", "k", Optional.of("v")));
        assertThat(notice.profiles()).contains(List.of("x", "y"));
        assertThat(notice("{\"bucket\":\"b\",\"key\":\"k\",\"versionId\":null,\"profiles\":null}")
                        .profiles())
                .isEmpty();
    }

    @Test
    void directRequestMayBeARetry() {
        assertThat(notice("{\"bucket\":\"b\",\"key\":\"k\",\"retry\":true}").known())
                .isEqualTo(FailurePolicy.RETRY);
        assertThat(notice("{\"bucket\":\"b\",\"key\":\"k\"}").known()).isEqualTo(FailurePolicy.ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"bucket\":\"b\"}",
                "{\"Records\":[]}",
                "{\"Records\":{}}",
                "{\"Records\":[{\"eventSource\":\"aws:kinesis\"}]}",
                "{\"Records\":[{\"eventSource\":\"aws:s3\"},{\"eventSource\":\"aws:sqs\"}]}",
                "{\"source\":\"aws.ec2\",\"detail-type\":\"Object Created\",\"detail\":{}}",
                "{\"Event\":\"s3:TestEvent\"}",
                "{\"bucket\":\"b\",\"key\":\"k\",\"profile\":\"x\"}",
                "{\"bucket\":\"b\",\"key\":\"k\",\"profiles\":[]}",
                "{\"bucket\":\"b\",\"key\":\"k\",\"profiles\":[1]}",
                "{\"bucket\":\"b\",\"key\":\"k\",\"versionId\":1}",
                "{\"bucket\":\"b\",\"key\":\"k\",\"retry\":\"yes\"}",
                "{\"bucket\":\"b\",\"key\":\"\"}",
                "{\"bucket\":1,\"key\":\"k\"}",
                "[]",
                "\"text\"",
                "not JSON",
                "{} {}",
                ""
            })
    void unsupportedEventIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(EventException.class);
    }

    @Test
    void refusalNamesTheMembersAndWhatIsSupported() {
        assertThatThrownBy(() -> read("{\"a\":1,\"b\":2}"))
                .hasMessage("the event is not supported: its members are [a, b]; send an S3 event, an EventBridge event"
                        + " from aws.s3, or {\"bucket\", \"key\"} with optional \"versionId\", \"profiles\" and"
                        + " \"retry\"");
        assertThatThrownBy(() -> read(Events.sampleText("batch-v1.json"))).hasMessageContaining("BackfillHandler");
    }

    private static List<ObjectEvent> read(String text) {
        return EventParser.read(EventJson.object(text));
    }

    private static ObjectEvent.Notice notice(String text) {
        List<ObjectEvent> events = read(text);
        assertThat(events).hasSize(1);
        return (ObjectEvent.Notice) events.get(0);
    }
}
