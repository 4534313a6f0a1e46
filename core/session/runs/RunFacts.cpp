// SPDX-License-Identifier: MIT
#include "session/runs/RunReader.h"
#include "session/settings/ConfigFile.h"

#include <nlohmann/json.hpp>

namespace lookaway {

using nlohmann::json;

std::string toJson(const RunFacts& facts)
{
    nlohmann::ordered_json root;
    root["format"] = "lookaway run 1";
    root["started"] = facts.started;
    root["config"] = nlohmann::ordered_json::parse(toJson(facts.config));
    root["classes"] = facts.classes;
    root["pictures"] = facts.pictures;
    root["image_size"] = facts.imageSize;
    root["threads"] = facts.threads;
    root["data_fingerprint"] = facts.dataFingerprint;
    root["start_weights_sha256"] = facts.startWeightsHash;
    root["versions"] = facts.versions;
    return root.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<RunFacts> parseRunFacts(std::string_view text, const std::string& source)
{
    const Error damaged = fail("'" + source + "' is damaged or truncated, or not the description of a run.",
        "Choose another run folder, or train anew.");
    const auto root = json::parse(text, nullptr, false);
    if (!root.is_object() || root.value("format", json()) != "lookaway run 1" || !root.contains("config"))
        return damaged;
    auto config = parseJson(root["config"].dump(-1, ' ', false, json::error_handler_t::replace), source);
    if (!config)
        return config.error();
    RunFacts facts;
    facts.config = std::move(*config);
    try {
        root.at("started").get_to(facts.started);
        root.at("classes").get_to(facts.classes);
        root.at("pictures").get_to(facts.pictures);
        root.at("image_size").get_to(facts.imageSize);
        root.at("threads").get_to(facts.threads);
        root.at("data_fingerprint").get_to(facts.dataFingerprint);
        root.at("start_weights_sha256").get_to(facts.startWeightsHash);
        root.at("versions").get_to(facts.versions);
    } catch (const json::exception&) {
        return damaged; // the library reports wrong types only by exceptions
    }
    if (facts.imageSize < 1 || facts.imageSize > 4096 || facts.threads < 0 || facts.threads > 1024)
        return damaged;
    return facts;
}

} // namespace lookaway
