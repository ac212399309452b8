using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Answers one kind of question with a body of JSON, empty where there is nothing to say.</summary>
internal delegate Task<Outcome<byte[]>> Request(Caller caller, Fields fields);
