package dev.renditions.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.SourceName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Requests for tests of the gate. */
final class Requests {
    static final String ADDRESS = "203.0.113.7";
    static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";
    static final String OTHER_SECRET = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";
    static final String PATH = "/v1/renditions/poster/uploads/a/film.mp4";
    static final SourceName SOURCE = new SourceName("uploads", "a/film.mp4");

    private Requests() {}

    /** A request from an address, with a query of single values. */
    static ApiRequest of(String path, Map<String, String> query) {
        Map<String, List<String>> values = new HashMap<>();
        query.forEach((name, value) -> values.put(name, List.of(value)));
        return new ApiRequest("GET", path, values, Map.of(), new Caller.Address(ADDRESS));
    }

    /** The same signed. */
    static ApiRequest signed(String path, Signature signature) {
        return of(path, parameters(signature));
    }

    static Map<String, String> parameters(Signature signature) {
        return Map.of(
                "expires", Long.toString(signature.expires().getEpochSecond()),
                "key", signature.key(),
                "signature", signature.value());
    }

    static ApiRequest from(Caller caller, ApiRequest request) {
        return new ApiRequest(request.method(), request.path(), request.query(), request.headers(), caller);
    }

    static ApiRequest withProof(String proof, ApiRequest request) {
        return new ApiRequest(
                request.method(),
                request.path(),
                request.query(),
                Map.of("x-renditions-proof", proof),
                request.caller());
    }

    /** How a call ended that was to end with a problem. */
    static Problem problem(ThrowingCallable call) {
        ApiException e = catchThrowableOfType(ApiException.class, call);
        if (e == null) {
            throw new AssertionError("it passed");
        }
        return e.problem();
    }
}
