package dev.renditions.http.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.renditions.ObjectStore;
import dev.renditions.Printable;
import dev.renditions.RenditionException;
import dev.renditions.http.ApiResponse;
import dev.renditions.http.Problem;
import dev.renditions.http.Problems;
import dev.renditions.index.ArtifactIndex;
import dev.renditions.index.ContentHash;
import dev.renditions.index.IndexUnavailableException;
import dev.renditions.index.ProfileId;
import dev.renditions.index.RenditionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Whether the store and the index answer. */
final class Health {
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of no file and no profile: nobody has it, but the store has to say so. */
    private static final RenditionKey NOBODYS = new RenditionKey(
            ContentHash.of("healthz".getBytes(StandardCharsets.UTF_8)), ProfileId.parse("healthz-000000000000"));

    private final ObjectStore store;
    private final ArtifactIndex index;

    Health(ObjectStore store, ArtifactIndex index) {
        this.store = store;
        this.index = index;
    }

    /** 200, or 503 with the reason. */
    ApiResponse answer() {
        try {
            store.find(NOBODYS);
            index.find(NOBODYS);
        } catch (RenditionException | IndexUnavailableException e) {
            return Problems.answer(Problem.later(503, Printable.of(String.valueOf(e.getMessage())), AGAIN));
        }
        return new ApiResponse(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                new ApiResponse.Bytes(
                        JSON.createObjectNode().put("status", "ok").toString()));
    }
}
