package dev.renditions.lambda.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A call of S3 Batch Operations: some tasks, one for each object. Immutable.
 *
 * @param schema the version of its form, 1.0 or 2.0, which the answer has to have as well
 * @param invocationId what it is called, to be said in the answer
 * @param tasks what is to be done; at least one
 */
public record BatchJob(String schema, String invocationId, List<Task> tasks) {
    private static final List<String> SCHEMAS = List.of("1.0", "2.0");

    /** Whether an event looks like one. */
    static boolean isOne(JsonNode event) {
        return event.has("invocationSchemaVersion") && event.has("tasks");
    }

    /**
     * Reads one.
     *
     * @throws EventException if it is another event, of another version, or has a task without an id
     */
    public static BatchJob read(JsonNode event) {
        if (!isOne(event)) {
            throw new EventException("the event is no call of S3 Batch Operations: " + EventJson.members(event)
                    + "; uploads are for the" + " UploadHandler");
        }
        String schema = EventJson.required(event, "invocationSchemaVersion");
        if (!SCHEMAS.contains(schema)) {
            throw new EventException("the schema '" + schema + "' of S3 Batch Operations is not known; there are "
                    + String.join(", ", SCHEMAS));
        }
        Optional<List<String>> profiles = profiles(event.path("job").path("userArguments"));
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : event.path("tasks")) {
            tasks.add(new Task(EventJson.required(task, "taskId"), told(task, profiles)));
        }
        if (tasks.isEmpty()) {
            throw new EventException("there is no task");
        }
        return new BatchJob(schema, EventJson.required(event, "invocationId"), tasks);
    }

    private static ObjectEvent told(JsonNode task, Optional<List<String>> profiles) {
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

    /** Its name in the second version, its ARN in the first. */
    private static String bucket(JsonNode task) {
        return EventJson.optional(task, "s3Bucket").orElseGet(() -> {
            String arn = EventJson.required(task, "s3BucketArn");
            return arn.substring(arn.lastIndexOf(':') + 1);
        });
    }

    /** A job of the second version may say in its arguments which profiles it is for. */
    private static Optional<List<String>> profiles(JsonNode arguments) {
        return EventJson.optional(arguments, "profiles")
                .map(names -> Arrays.stream(names.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList());
    }

    /**
     * A task.
     *
     * @param id what it is called, to be said in the answer
     * @param told what it is about
     */
    public record Task(String id, ObjectEvent told) {}
}
