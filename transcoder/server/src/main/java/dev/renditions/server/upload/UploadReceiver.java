package dev.renditions.server.upload;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiJson;
import dev.renditions.http.message.ApiResponse;
import dev.renditions.http.message.Problem;
import dev.renditions.http.message.RequestBody;
import dev.renditions.http.routing.RouteHandler;
import dev.renditions.http.routing.RoutedRequest;
import java.io.IOException;
import java.io.InputStream;

/** Receives uploads of files. Thread-safe. */
public final class UploadReceiver implements RouteHandler {
    /** The path prefix; a name of one segment follows. */
    public static final String PATH = "/v1/uploads/";

    private final Uploads uploads;
    private final UploadNames names;
    private final UploadSlots slots = new UploadSlots();

    /**
     * Receives uploads into a folder.
     *
     * @param uploads stores the files
     * @param names remembers the names of contents
     */
    public UploadReceiver(Uploads uploads, UploadNames names) {
        this.uploads = uploads;
        this.names = names;
    }

    @Override
    public ApiResponse answer(RoutedRequest request) {
        String owner = request.owner().orElseThrow();
        String name = request.part("name");
        if (name.contains("/")) {
            throw new ApiException(Problem.of(400, "the name of an upload must be one path segment"));
        }
        RequestBody body = request.request().body();
        UploadSlots.Slot slot = slots.take(owner);
        try (InputStream bytes = body.open()) {
            Uploads.Upload upload = uploads.take(owner, name, bytes, body.length());
            names.add(upload.content(), upload.name());
            return created(upload);
        } catch (IOException e) {
            // A client that sends too slowly or disconnects is not a failure of this server.
            throw new ApiException(Problem.of(408, "the upload was incomplete or too slow"));
        } finally {
            slot.close();
        }
    }

    private static ApiResponse created(Uploads.Upload upload) {
        UploadBody body = new UploadBody(
                upload.source().bucket(),
                upload.source().key(),
                upload.name(),
                upload.content().hex(),
                upload.bytes());
        return ApiJson.fresh(201, body);
    }

    private record UploadBody(String bucket, String key, String name, String contentHash, long bytes) {}
}
