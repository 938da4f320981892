"""A node made of grpcio, another implementation of HTTP/2 and gRPC: it replays and records bytes."""
from concurrent import futures

import grpc

import wire


class Node:
    """Answers methods as it is told, on a free port of 127.0.0.1."""

    def __init__(self):
        self.requests = []
        self._answers = {}
        self._server = grpc.server(futures.ThreadPoolExecutor(4))
        self._server.add_generic_rpc_handlers([_Handler(self)])
        port = self._server.add_insecure_port("127.0.0.1:0")
        self.url = f"http://127.0.0.1:{port}"
        self._server.start()

    def on(self, method, answer):
        """`answer` is the bytes of the reply, or a status code to refuse with."""
        self._answers[method] = answer

    def take(self):
        """The requests since the last time: pairs of method and bytes."""
        taken, self.requests = self.requests, []
        return taken

    def stop(self):
        self._server.stop(None).wait()

    def answer(self, method, request, context):
        self.requests.append((method, request))
        answer = self._answers.get(method, grpc.StatusCode.UNIMPLEMENTED)
        if isinstance(answer, grpc.StatusCode):
            context.abort(answer, "as told")
        return answer


class _Handler(grpc.GenericRpcHandler):
    def __init__(self, node):
        self._node = node

    def service(self, details):
        method = details.method.removeprefix("/")
        return grpc.unary_unary_rpc_method_handler(
            lambda request, context: self._node.answer(method, request, context))


def executed(digest):
    """ExecuteTransactionResponse: the transaction ran in epoch 7, failed, and paid 1000 shannons."""
    status = field(1, 0) + field(2, field(1, 11))  # MODEL_NOT_FOUND
    fee = field(1, 1000) + field(2, 0) + field(3, 0) + field(4, 1000)
    effects = (
        field(1, status) + field(2, 7) + field(3, fee) + field(4, digest.encode()) + field(7, 4))
    return field(1, field(4, effects))


def field(number, value):
    """A field of protobuf: an integer, or bytes."""
    if isinstance(value, int):
        return wire.uleb(number << 3) + wire.uleb(value)
    return wire.uleb(number << 3 | 2) + wire.uleb(len(value)) + value
