package dev.renditions.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.renditions.api.SourceName;
import dev.renditions.http.access.Signature;
import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Caller;
import dev.renditions.http.message.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Requests for tests of access policies. */
public final class Requests {
    static final String ADDRESS = "203.0.113.7";
    public static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";
    public static final String OTHER_SECRET = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";
    public static final String PATH = "/v1/renditions/poster/uploads/a/film.mp4";
    public static final SourceName SOURCE = new SourceName("uploads", "a/film.mp4");

    private Requests() {}

    /** A request from an address, with a query of single values. */
    public static ApiRequest of(String path, Map<String, String> query) {
        Map<String, List<String>> values = new HashMap<>();
        query.forEach((name, value) -> values.put(name, List.of(value)));
        return new ApiRequest("GET", path, values, Map.of(), new Caller.Address(ADDRESS));
    }

    /** The same request with a signature. */
    public static ApiRequest signed(String path, Signature signature) {
        return of(path, parameters(signature));
    }

    static Map<String, String> parameters(Signature signature) {
        return Map.of(
                "expires", Long.toString(signature.expires().getEpochSecond()),
                "key", signature.key(),
                "signature", signature.value());
    }

    public static ApiRequest from(Caller caller, ApiRequest request) {
        return new ApiRequest(request.method(), request.path(), request.query(), request.headers(), caller);
    }

    public static ApiRequest withProof(String proof, ApiRequest request) {
        return new ApiRequest(
                request.method(),
                request.path(),
                request.query(),
                Map.of("x-renditions-proof", proof),
                request.caller());
    }

    /** The problem that a call must fail with. */
    public static Problem problem(ThrowingCallable call) {
        ApiException e = catchThrowableOfType(ApiException.class, call);
        if (e == null) {
            throw new AssertionError("no exception was thrown");
        }
        return e.problem();
    }
}
