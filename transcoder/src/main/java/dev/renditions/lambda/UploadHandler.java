package dev.renditions.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import dev.renditions.Outcome;
import dev.renditions.Printable;
import dev.renditions.RenditionListener;
import dev.renditions.RenditionResult;
import dev.renditions.Source;
import dev.renditions.app.Settings;
import dev.renditions.app.Wiring;
import dev.renditions.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the renditions of what was uploaded. Takes bare S3 events; every record is worked on, whatever becomes of the
 * others, and the event is acknowledged only if none failed. A repeated event finds the renditions made.
 */
public final class UploadHandler implements RequestHandler<S3Event, String> {
    /** What is kept of the function's time to say what happened and to clean up. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(UploadHandler.class);

    private final Wiring wiring;
    private final List<Profile> profiles;

    /** For Lambda: everything is set by {@code RENDITIONS_*} variables. */
    public UploadHandler() {
        this(Settings.read(Map.of(), System.getenv()));
    }

    private UploadHandler(Settings settings) {
        this(Wiring.of(settings, Runtime.getRuntime().availableProcessors()), settings.profiles());
    }

    /**
     * A handler over parts that are put together already.
     *
     * @param wiring the parts, which stay the caller's to close
     * @param profiles what is made of each upload
     */
    UploadHandler(Wiring wiring, List<Profile> profiles) {
        this.wiring = wiring;
        this.profiles = profiles;
    }

    /**
     * Works on each record.
     *
     * @return a sentence on what was done, for the log
     * @throws UploadFailedException after all records had their turn, if one failed: Lambda then tries the event again, and
     *     gives it to the dead-letter queue in the end
     */
    @Override
    public String handleRequest(S3Event event, Context context) {
        Instant deadline =
                Instant.now().plusMillis(context.getRemainingTimeInMillis()).minus(MARGIN);
        List<RenditionResult> results = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        // The test event, which S3 sends when a notification is set up, has no records.
        for (S3EventNotificationRecord record :
                Optional.ofNullable(event.getRecords()).orElse(List.of())) {
            try {
                results.addAll(render(record, deadline));
            } catch (RuntimeException e) {
                LOG.error("a record of an event could not be worked on", e);
                failures.add(Printable.of(String.valueOf(e.getMessage())));
            }
        }
        results.stream()
                .filter(r -> r.outcome() == Outcome.FAILED)
                .map(r -> Printable.of(r.source() + ", " + r.profile().name() + ": " + r.reason()))
                .forEach(failures::add);
        if (!failures.isEmpty()) {
            throw new UploadFailedException(failures);
        }
        return results.size() + " renditions";
    }

    /** By what the event says of it, a repeated event finds its content hash without a request to S3. */
    private Source source(Upload object) {
        return object.eTag().isPresent() && object.bytes().isPresent()
                ? wiring.s3Source(
                        object.bucket(),
                        object.key(),
                        object.versionId(),
                        object.eTag().get(),
                        object.bytes().get())
                : wiring.s3Source(object.bucket(), object.key(), object.versionId());
    }

    private List<RenditionResult> render(S3EventNotificationRecord record, Instant deadline) {
        Optional<Upload> upload = Upload.of(record);
        if (upload.isEmpty()) {
            LOG.info("passed over an event of the kind {}", record.getEventName());
            return List.of();
        }
        Upload object = upload.get();
        if (wiring.ownsObject(object.bucket(), object.key())) {
            LOG.info("passed over an output of ours: {}", Printable.of(object.key()));
            return List.of();
        }
        if (object.isFolder()) {
            LOG.info("passed over what stands for a folder: {}", Printable.of(object.key()));
            return List.of();
        }
        return wiring.service()
                .render(
                        source(object),
                        profiles,
                        new RenditionListener() {
                            @Override
                            public void finished(RenditionResult result) {
                                LOG.info(
                                        "{} {} {}: {}",
                                        Printable.of(result.source()),
                                        result.profile(),
                                        result.outcome().word(),
                                        result.location()
                                                .map(l -> l.uri().toString())
                                                .orElse(Printable.of(result.reason())));
                            }
                        },
                        deadline);
    }
}
