using System.Net;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Gateways.Sockets;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// Makes the connection that an upgrade asks for. Null leaves the request to the web server: it knows how to refuse, and how to
/// answer what only looks like a WebSocket. The request is good until the call returns, so what is needed later is copied.
/// </summary>
public delegate ValueTask<SocketConnection?> Admission(in UpgradeRequest request, IPAddress peer);
