package dev.udsecho.cli.output;

import dev.udsecho.os.Errno;
import dev.udsecho.os.IoMessages;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An unbuffered stream to standard output. A failed write throws with a sentence for a person. A reader that closes
 * early, like head(1), is reported as {@link BrokenPipeException}.
 */
public final class StandardOutput extends OutputStream {
    private final OutputStream descriptor = new FileOutputStream(FileDescriptor.out);

    /** The reader of the pipe has closed it (EPIPE in write(2)). It has all that it wants, so this is not a fault. */
    public static final class BrokenPipeException extends IOException {
        BrokenPipeException(IOException cause) {
            super(cause);
        }
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            descriptor.write(bytes, offset, length);
        } catch (IOException e) {
            throw Errno.of(e) == Errno.EPIPE
                    ? new BrokenPipeException(e)
                    : new IOException("cannot write standard output (" + IoMessages.of(e) + ")", e);
        }
    }
}
