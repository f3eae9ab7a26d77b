"""The HTTP face: the SDK's calls for whoever cannot speak gRPC (`onematter-client[http]`)."""
