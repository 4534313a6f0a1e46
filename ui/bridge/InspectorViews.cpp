// SPDX-License-Identifier: MIT
// What views ask of an opened model.
#include "bridge/Inspector.h"

namespace lookaway {

void Inspector::explain(QObject* view, ExplainOrder order, const ExplainCalls& calls)
{
    if (!m_subject || m_changing)
        return;
    if (const auto best = m_subject->answer.top(1); order.classIndex < 0 && !best.empty())
        order.classIndex = best.front();
    const QByteArray key = ExplanationCache::key(*m_model, m_subject->hash, order);
    if (const auto known = m_cache.find(key)) {
        m_worker.cancel(view);
        calls.done(known);
        return;
    }
    const MethodFact* method = findMethod(order.method);
    m_worker.ask(view, method && method->slow ? ModelWorker::Pace::Slow : ModelWorker::Pace::Quick,
        [this, subject = m_subject, order, calls, key](ModelWorker::Model& model, const ModelWorker::Task& task) {
            Throttle throttle;
            const auto progress = [&](std::int64_t done, std::int64_t total, const HeatMap& soFar) {
                task.giveWay();
                if (calls.progress && throttle.passes())
                    task.post([calls, done, total, soFar] { calls.progress(done, total, soFar); });
            };
            auto found = model->explain({ *subject->input }, order, { order.classIndex }, task.cancel, progress);
            if (!found) {
                task.post([calls, error = found.error()] { calls.failed(error); });
                return;
            }
            auto explanation = std::make_shared<const Explanation>(std::move(found->front()));
            task.post([this, calls, key, explanation] {
                m_cache.insert(key, explanation);
                calls.done(explanation);
            });
        });
}

void Inspector::explainLayers(
    QObject* view, std::int64_t classIndex, const std::function<void(Result<LayerMaps>)>& then)
{
    if (!m_subject || m_changing)
        return;
    if (const auto best = m_subject->answer.top(1); classIndex < 0 && !best.empty())
        classIndex = best.front();
    const QByteArray key = m_subject->hash + QByteArray::number(qint64(classIndex));
    if (m_layerMaps && key == m_layerMapsKey) {
        m_worker.cancel(view);
        then(m_layerMaps);
        return;
    }
    // One pass: not worth waiting for until a slow method has ended.
    m_worker.ask(view, ModelWorker::Pace::Quick,
        [this, subject = m_subject, classIndex, key, then](ModelWorker::Model& model, const ModelWorker::Task& task) {
            auto found = model->explainLayers(*subject->input, classIndex, task.cancel);
            if (!found) {
                task.post([then, error = found.error()] { then(error); });
                return;
            }
            const LayerMaps maps = std::make_shared<const std::vector<Explanation>>(std::move(*found));
            task.post([this, then, key, maps] {
                m_layerMaps = maps;
                m_layerMapsKey = key;
                then(maps);
            });
        });
}

/// On the worker's thread, with a model of its own.
static Result<std::shared_ptr<const Inspector::Moment>> momentOf(const ModelSource& source, const std::string& device,
    const InputFormat& input, const Image& picture, const ExplainOrder& order, const ModelWorker::Task& task)
{
    auto model = Inspection::open(source, device);
    if (!model)
        return model.error();
    if (const auto set = (*model)->setInput(input, false); !set)
        return set.error();
    task.giveWay();
    auto answers = (*model)->predict({ picture }, task.cancel);
    if (!answers)
        return answers.error();
    const auto giveWay = [&](std::int64_t, std::int64_t, const HeatMap&) { task.giveWay(); };
    auto found = (*model)->explain({ picture }, order, { order.classIndex }, task.cancel, giveWay);
    if (!found)
        return found.error();
    auto moment = std::make_shared<Inspector::Moment>();
    moment->answer = std::move(answers->front());
    moment->explanation = std::move(found->front());
    return std::shared_ptr<const Inspector::Moment>(std::move(moment));
}

void Inspector::explainAt(QObject* view, const std::string& checkpoint, const ExplainOrder& order,
    const std::function<void(Result<std::shared_ptr<const Moment>>)>& then)
{
    if (!m_subject || m_changing)
        return;
    ModelSource source = m_model->source;
    source.checkpoint = checkpoint;
    m_worker.ask(view, ModelWorker::Pace::Slow,
        [subject = m_subject, source, device = m_device.toStdString(), input = m_model->input, order, then](
            ModelWorker::Model&, const ModelWorker::Task& task) {
            const auto moment = momentOf(source, device, input, *subject->input, order, task);
            task.post([then, moment] { then(moment); });
        });
}

void Inspector::measure(
    QObject* view, const std::vector<std::shared_ptr<const Explanation>>& explanations, const MeasureCalls& calls)
{
    if (!m_subject || m_changing)
        return;
    m_worker.ask(view, ModelWorker::Pace::Slow,
        [subject = m_subject, explanations, calls](ModelWorker::Model& model, const ModelWorker::Task& task) {
            Throttle throttle;
            const auto count = std::int64_t(explanations.size());
            for (std::int64_t i = 0; i < count; ++i) {
                const auto progress = [&](std::int64_t done, std::int64_t total) {
                    task.giveWay();
                    if (throttle.passes())
                        task.post(
                            [calls, done = i * total + done, total = count * total] { calls.progress(done, total); });
                };
                const auto curves = insertionDeletion(
                    *model, *subject->input, *explanations[std::size_t(i)], {}, task.cancel, progress);
                if (!curves) {
                    task.post([calls, error = curves.error()] { calls.failed(error); });
                    return;
                }
                task.post([calls, i, found = *curves] { calls.curves(std::size_t(i), found); });
            }
        });
}

void Inspector::predict(QObject* view, Image input, const std::function<void(Result<ClassProbabilities>)>& then)
{
    if (!m_model || m_changing)
        return;
    m_worker.ask(view, ModelWorker::Pace::Quick,
        [picture = std::make_shared<const Image>(std::move(input)), then](
            ModelWorker::Model& model, const ModelWorker::Task& task) {
            auto answers = model->predict({ *picture }, task.cancel);
            Result<ClassProbabilities> answer =
                answers ? Result<ClassProbabilities>(answers->front()) : answers.error();
            task.post([then, answer] { then(answer); });
        });
}

} // namespace lookaway
