// SPDX-License-Identifier: MIT
#include "bridge/ExplanationCache.h"

#include "session/settings/Settings.h"

#include <QCryptographicHash>

#include <algorithm>

namespace lookaway {

namespace {

/// What an entry costs beside its numbers.
constexpr std::size_t kEntryBytes = 512;

std::size_t bytesOf(const Explanation& explanation)
{
    std::size_t values = explanation.raw.values.size();
    for (const NamedMap& map : explanation.companions)
        values += map.map.values.size();
    for (const HeatMap& channel : explanation.attribution)
        values += channel.values.size();
    return values * sizeof(float) + kEntryBytes;
}

QByteArray inputKey(const InputFormat& format)
{
    QByteArray key = QByteArray::number(format.channels) + (format.probabilities ? " p" : " l");
    for (std::size_t i = 0; i < format.mean.size(); ++i)
        key += ' ' + QByteArray::number(format.mean[i]) + '/' + QByteArray::number(format.std[i]);
    return key;
}

QByteArray settingsKey(const MethodFact& method, const ExplainSettings& settings)
{
    Config config;
    config.explain = settings;
    QByteArray key;
    for (const std::string& name : method.settings)
        if (const Setting* setting = findSetting(name))
            key += QByteArray::fromStdString(name + '=' + text(setting->get(config)) + ';');
    return key;
}

} // namespace

ExplanationCache::ExplanationCache(std::size_t bytes)
    : m_entries(static_cast<qsizetype>(bytes))
{
}

std::shared_ptr<const Explanation> ExplanationCache::find(const QByteArray& key) const
{
    const Entry* entry = m_entries.object(key);
    return entry ? *entry : nullptr;
}

void ExplanationCache::insert(const QByteArray& key, std::shared_ptr<const Explanation> explanation)
{
    const std::size_t cost = bytesOf(*explanation);
    m_entries.insert(key, new Entry(std::move(explanation)), static_cast<qsizetype>(cost));
}

QByteArray ExplanationCache::key(const ModelFacts& model, const QByteArray& picture, const ExplainOrder& order)
{
    const MethodFact* method = findMethod(order.method);
    const bool layered = !method || method->needsLayer;
    const std::string layer = !layered ? std::string() : order.layer.empty() ? model.targetLayer : order.layer;
    QByteArray key =
        QByteArray::fromStdString(model.weightsHash) + '\n' + inputKey(model.input) + '\n' + picture + '\n';
    key += QByteArray::fromStdString(order.method + '\n' + layer) + '\n' + QByteArray::number(qint64(order.classIndex));
    return method ? key + '\n' + settingsKey(*method, order.settings) : key;
}

QByteArray contentHash(const Image& picture)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(picture.width) + 'x' + QByteArray::number(picture.height));
    hash.addData(QByteArray::fromRawData(
        reinterpret_cast<const char*>(picture.pixels.data()), static_cast<qsizetype>(picture.pixels.size())));
    return hash.result();
}

const MethodFact* findMethod(const std::string& id)
{
    const auto& methods = explanationMethods();
    const auto found =
        std::find_if(methods.begin(), methods.end(), [&](const MethodFact& method) { return method.id == id; });
    return found == methods.end() ? nullptr : &*found;
}

} // namespace lookaway
