package dev.udsecho.expect;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a protobuf message by their numbers (<a
 * href="https://protobuf.dev/programming-guides/encoding/">encoding</a>), as the few messages of health and identity
 * checks need them. Of a repeated field the last value counts. Fields of fixed length are skipped.
 */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MAX_VARINT_BITS = 64;

    private final Map<Long, Long> numbers = new HashMap<>();
    private final Map<Long, byte[]> values = new HashMap<>();

    private Protobuf() {}

    /**
     * Parses a message.
     *
     * @throws IllegalArgumentException if the bytes are none
     */
    static Protobuf parse(byte[] message) {
        Protobuf parsed = new Protobuf();
        ByteBuffer bytes = ByteBuffer.wrap(message);
        try {
            while (bytes.hasRemaining()) {
                parsed.readField(bytes);
            }
            return parsed;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a message that is cut off", e);
        }
    }

    private void readField(ByteBuffer bytes) {
        long tag = varint(bytes);
        long field = tag >>> TYPE_BITS;
        switch ((int) tag & ((1 << TYPE_BITS) - 1)) {
            case VARINT -> numbers.put(field, varint(bytes));
            case FIXED_64 -> bytes.getLong();
            case FIXED_32 -> bytes.getInt();
            case LENGTH_DELIMITED -> values.put(field, value(bytes));
            default -> throw new IllegalArgumentException("a field of an unknown type");
        }
    }

    private static byte[] value(ByteBuffer bytes) {
        long length = varint(bytes);
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] value = new byte[(int) length];
        bytes.get(value);
        return value;
    }

    private static long varint(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            byte next = bytes.get();
            number |= (long) (next & SEVEN_BITS) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }

    /** Returns a number, which is 0 where the message does not have it. */
    long number(long field) {
        return numbers.getOrDefault(field, 0L);
    }

    /** Returns a text, which is empty where the message does not have it. */
    String text(long field) {
        return new String(values.getOrDefault(field, new byte[0]), StandardCharsets.UTF_8);
    }

    /** Returns a message in this message, where it has it. */
    Optional<Protobuf> message(long field) {
        return Optional.ofNullable(values.get(field)).map(Protobuf::parse);
    }

    /** Returns a message of one text of at most 127 bytes in field 1; an empty text is left out. */
    static byte[] ofText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SEVEN_BITS) {
            throw new IllegalArgumentException("a text of " + bytes.length + " bytes");
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        if (bytes.length > 0) {
            message.write(1 << TYPE_BITS | LENGTH_DELIMITED);
            message.write(bytes.length);
            message.writeBytes(bytes);
        }
        return message.toByteArray();
    }
}
