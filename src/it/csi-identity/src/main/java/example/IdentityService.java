package example;

import com.google.protobuf.BoolValue;
import csi.v1.GetPluginCapabilitiesRequest;
import csi.v1.GetPluginCapabilitiesResponse;
import csi.v1.GetPluginInfoRequest;
import csi.v1.GetPluginInfoResponse;
import csi.v1.IdentityGrpc;
import csi.v1.ProbeRequest;
import csi.v1.ProbeResponse;
import io.grpc.stub.StreamObserver;

/** Tells Kubernetes' sidecars which driver this is, and that it is ready. */
final class IdentityService extends IdentityGrpc.IdentityImplBase {
    /** A domain name that is written backwards, of 63 characters at most; it names the driver in a StorageClass too. */
    static final String NAME = "identity.csi.example.org";

    @Override
    public void getPluginInfo(GetPluginInfoRequest request, StreamObserver<GetPluginInfoResponse> answer) {
        answer.onNext(GetPluginInfoResponse.newBuilder()
                .setName(NAME)
                .setVendorVersion("1")
                .build());
        answer.onCompleted();
    }

    /** Has none so far: a driver with a controller adds it here. */
    @Override
    public void getPluginCapabilities(
            GetPluginCapabilitiesRequest request, StreamObserver<GetPluginCapabilitiesResponse> answer) {
        answer.onNext(GetPluginCapabilitiesResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void probe(ProbeRequest request, StreamObserver<ProbeResponse> answer) {
        answer.onNext(ProbeResponse.newBuilder().setReady(BoolValue.of(true)).build());
        answer.onCompleted();
    }
}
