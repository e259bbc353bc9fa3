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
 * The client's futures as the JDK's. A wait on one of the client's own that times out marks the operation as failed, drops it
 * if it is still unsent, and after some of them the client gives up its connection; here a caller may stop waiting, and the
 * answer still comes.
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

    /** Does not wait: what calls this calls it when the operation is over. */
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

    /** Calls listeners on the thread that reads the answers: they only complete a future, and another thread costs time. */
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
