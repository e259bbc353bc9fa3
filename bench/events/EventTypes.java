import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.UserIdentityEntity;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What it costs a start to turn the tree of its first event into the types of aws-lambda-java-events:
 * {@code java EventTypes sqs|s3|upload|url FOLDER}. An upload is a message of SQS with an event of S3 in its body. Jackson has
 * read a tree and a record before, as it has in a function. Writes milliseconds of the clock and of the processor.
 */
final class EventTypes {
    /** Stands for what a function reads before its first event. */
    public record Known(String text, int number, List<String> texts, Inner inner) {
        public record Inner(String text, long number) {}
    }

    public static void main(String[] arguments) throws IOException {
        JsonMapper known = mapper().build();
        known.treeToValue(
                known.readTree("{\"text\":\"x\",\"number\":1,\"texts\":[\"y\"],\"inner\":{\"text\":\"z\",\"number\":2}}"),
                Known.class);
        String shape = arguments[0];
        String sample =
                switch (shape) {
                    case "sqs", "upload" -> "sqs-uploads.json";
                    case "s3" -> "s3-put.json";
                    case "url" -> "function-url-get.json";
                    default -> throw new IllegalArgumentException(shape);
                };
        JsonNode tree = known.readTree(Files.readString(Path.of(arguments[1], sample)));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long clock = System.nanoTime();
        JsonMapper mapper = withMixins();
        String read =
                switch (shape) {
                    case "sqs" -> message(mapper, tree).getMessageId();
                    case "upload" -> key(mapper, known.readTree(message(mapper, tree).getBody()));
                    case "s3" -> key(mapper, tree);
                    default -> mapper.treeToValue(tree, APIGatewayV2HTTPEvent.class).getRawPath();
                };
        clock = System.nanoTime() - clock;
        cpu = system.getProcessCpuTime() - cpu;
        if (read.isEmpty()) {
            throw new IllegalStateException("nothing was read");
        }
        System.out.println(shape + " " + clock / 1_000_000 + " " + cpu / 1_000_000);
    }

    private static SQSMessage message(JsonMapper mapper, JsonNode tree) throws IOException {
        return mapper.treeToValue(tree, SQSEvent.class).getRecords().get(0);
    }

    private static String key(JsonMapper mapper, JsonNode tree) throws IOException {
        S3Entity s3 = mapper.treeToValue(tree, S3EventNotification.class)
                .getRecords()
                .get(0)
                .getS3();
        return s3.getBucket().getName() + s3.getObject().getKey();
    }

    private static JsonMapper.Builder mapper() {
        return JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private static JsonMapper withMixins() {
        return mapper()
                .addMixIn(SQSEvent.class, Sqs.class)
                .addMixIn(SQSMessage.class, Message.class)
                .addMixIn(S3EventNotification.class, S3.class)
                .addMixIn(S3EventNotificationRecord.class, S3Record.class)
                .addMixIn(S3Entity.class, Entity.class)
                .addMixIn(S3BucketEntity.class, Bucket.class)
                .addMixIn(S3ObjectEntity.class, S3Object.class)
                .build();
    }

    // The fewest members that a hit needs: times, which are Joda's, and senders are left out.

    abstract static class Sqs {
        @JsonProperty("Records")
        abstract List<SQSMessage> getRecords();

        @JsonProperty("Records")
        abstract void setRecords(List<SQSMessage> records);
    }

    abstract static class Message {
        @JsonProperty("eventSourceARN")
        abstract String getEventSourceArn();

        @JsonProperty("eventSourceARN")
        abstract void setEventSourceArn(String arn);

        @JsonIgnore
        abstract Map<String, SQSEvent.MessageAttribute> getMessageAttributes();

        @JsonIgnore
        abstract void setMessageAttributes(Map<String, SQSEvent.MessageAttribute> attributes);
    }

    abstract static class S3 {
        @JsonCreator
        S3(@JsonProperty("Records") List<S3EventNotificationRecord> records) {}
    }

    @JsonIgnoreProperties({"eventTime", "requestParameters", "responseElements", "userIdentity"})
    abstract static class S3Record {
        @JsonCreator
        S3Record(
                @JsonProperty("awsRegion") String region,
                @JsonProperty("eventName") String name,
                @JsonProperty("eventSource") String source,
                @JsonProperty("eventTime") String time,
                @JsonProperty("eventVersion") String version,
                @JsonProperty("requestParameters") S3EventNotification.RequestParametersEntity parameters,
                @JsonProperty("responseElements") S3EventNotification.ResponseElementsEntity elements,
                @JsonProperty("s3") S3Entity s3,
                @JsonProperty("userIdentity") UserIdentityEntity identity) {}
    }

    abstract static class Entity {
        @JsonCreator
        Entity(
                @JsonProperty("configurationId") String configuration,
                @JsonProperty("bucket") S3BucketEntity bucket,
                @JsonProperty("object") S3ObjectEntity object,
                @JsonProperty("s3SchemaVersion") String version) {}
    }

    @JsonIgnoreProperties("ownerIdentity")
    abstract static class Bucket {
        @JsonCreator
        Bucket(
                @JsonProperty("name") String name,
                @JsonProperty("ownerIdentity") UserIdentityEntity owner,
                @JsonProperty("arn") String arn) {}
    }

    abstract static class S3Object {
        @JsonCreator
        S3Object(
                @JsonProperty("key") String key,
                @JsonProperty("size") Long size,
                @JsonProperty("eTag") String eTag,
                @JsonProperty("versionId") String version,
                @JsonProperty("sequencer") String sequencer) {}
    }
}
