package dev.udsecho.cli.output;

import dev.udsecho.os.Errno;
import dev.udsecho.os.IoMessages;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output, unbuffered. It fails with a sentence for a person, and lets a reader end early, as head(1) does. */
public final class StandardOutput extends OutputStream {
    private final OutputStream descriptor = new FileOutputStream(FileDescriptor.out);

    /** The reader of a pipe has ended (EPIPE in write(2)): it has all that it wants, so that this is no fault. */
    public static final class ReaderEnded extends IOException {
        ReaderEnded(IOException cause) {
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
                    ? new ReaderEnded(e)
                    : new IOException("cannot write standard output (" + IoMessages.of(e) + ")", e);
        }
    }
}
