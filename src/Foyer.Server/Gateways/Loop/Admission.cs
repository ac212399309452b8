using System.Net;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Gateways.Sockets;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// Makes the connection that an upgrade asks for, from what is in memory and without waiting. Null leaves the request, refusals
/// too, to the web server.
/// </summary>
public delegate SocketConnection? Admission(in UpgradeRequest request, IPAddress peer);
