package dev.renditions.index.memcached.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.spy.memcached.internal.BulkFuture;
import net.spy.memcached.internal.BulkGetCompletionListener;
import net.spy.memcached.internal.OperationCompletionListener;
import net.spy.memcached.internal.OperationFuture;

/**
 * Converts the client's futures to {@link CompletableFuture}. A timeout in the client's own {@code get} marks the
 * operation as failed and drops it if it is unsent, and after several of them the client drops its connection. With
 * these futures a caller may stop waiting and the answer still arrives.
 */
final class ClientFutures {
    private ClientFutures() {}

    static <T> CompletableFuture<T> of(OperationFuture<T> operation) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        var unused = operation.addListener((OperationCompletionListener) done -> complete(answer, operation));
        return answer;
    }

    static <T> CompletableFuture<Map<String, T>> of(BulkFuture<Map<String, T>> operation) {
        CompletableFuture<Map<String, T>> answer = new CompletableFuture<>();
        var unused = operation.addListener((BulkGetCompletionListener) done -> complete(answer, operation));
        return answer;
    }

    /** Does not block, since it runs after the operation has completed. */
    private static <T> void complete(CompletableFuture<T> answer, Future<T> operation) {
        try {
            answer.complete(operation.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.completeExceptionally(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            answer.completeExceptionally(cause instanceof CancellationException ? new CutOffException(cause) : cause);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /**
     * Runs listeners on the thread that reads replies: they only complete a future, and switching threads costs time.
     */
    static ExecutorService onTheClientsThread() {
        return new AbstractExecutorService() {
            @Override
            public void execute(Runnable command) {
                command.run();
            }

            @Override
            public void shutdown() {}

            @Override
            public List<Runnable> shutdownNow() {
                return List.of();
            }

            @Override
            public boolean isShutdown() {
                return false;
            }

            @Override
            public boolean isTerminated() {
                return false;
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) {
                return false;
            }
        };
    }

    /** The connection broke before the answer came. */
    static final class CutOffException extends IOException {
        private static final long serialVersionUID = 1;

        CutOffException(Throwable cause) {
            super("the connection broke", cause);
        }
    }
}
