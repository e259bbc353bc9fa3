package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An invocation by S3 Batch Operations: a list of tasks, one for each object. Immutable.
 *
 * @param schema the schema version, 1.0 or 2.0; the answer must have the same
 * @param invocationId the id to return in the answer
 * @param tasks at least one
 */
public record BatchJob(String schema, String invocationId, List<Task> tasks) {
    private static final List<String> SCHEMAS = List.of("1.0", "2.0");

    /** Whether an event is an invocation by S3 Batch Operations. */
    static boolean isOne(JsonNode event) {
        return event.has("invocationSchemaVersion") && event.has("tasks");
    }

    /**
     * Parses an invocation.
     *
     * @throws EventException if the event or its version is not supported, or a task has no id
     */
    public static BatchJob read(JsonNode event) {
        if (!isOne(event)) {
            throw new EventException("the event is not an invocation by S3 Batch Operations: "
                    + EventJson.members(event) + "; send uploads to the UploadHandler");
        }
        String schema = EventJson.required(event, "invocationSchemaVersion");
        if (!SCHEMAS.contains(schema)) {
            throw new EventException("the schema '" + schema
                    + "' of S3 Batch Operations is not supported; the versions are " + String.join(", ", SCHEMAS));
        }
        Optional<List<String>> profiles = profiles(event.path("job").path("userArguments"));
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : event.path("tasks")) {
            tasks.add(new Task(EventJson.required(task, "taskId"), event(task, profiles)));
        }
        if (tasks.isEmpty()) {
            throw new EventException("the job has no task");
        }
        return new BatchJob(schema, EventJson.required(event, "invocationId"), tasks);
    }

    private static ObjectEvent event(JsonNode task, Optional<List<String>> profiles) {
        try {
            return new ObjectEvent.Notice(
                    ObjectEvent.Kind.CREATED,
                    "task of S3 Batch Operations",
                    S3ObjectRef.named(
                            bucket(task),
                            S3Records.decoded(EventJson.required(task, "s3Key")),
                            EventJson.optional(task, "s3VersionId")),
                    profiles);
        } catch (EventException e) {
            return new ObjectEvent.Unreadable(task, String.valueOf(e.getMessage()));
        }
    }

    /** The bucket has a name in schema 2.0, and an ARN in schema 1.0. */
    private static String bucket(JsonNode task) {
        return EventJson.optional(task, "s3Bucket").orElseGet(() -> {
            String arn = EventJson.required(task, "s3BucketArn");
            return arn.substring(arn.lastIndexOf(':') + 1);
        });
    }

    /** A job of schema 2.0 may name the profiles in its arguments. */
    private static Optional<List<String>> profiles(JsonNode arguments) {
        return EventJson.optional(arguments, "profiles")
                .map(names -> Arrays.stream(names.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList());
    }

    /**
     * One object to handle.
     *
     * @param id the id to return in the answer
     */
    public record Task(String id, ObjectEvent event) {}
}
