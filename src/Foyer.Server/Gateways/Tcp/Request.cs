using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Answers one kind of question as REST does.</summary>
internal delegate Task<Outcome<Reply>> Request(Caller caller, Device device, Fields fields);
