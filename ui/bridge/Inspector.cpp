// SPDX-License-Identifier: MIT
#include "bridge/Inspector.h"

#include "session/inspect/Pictures.h"

#include <QFile>
#include <QFileInfo>

namespace lookaway {

namespace {

/// Larger pictures are shrunk to it: more cannot be seen, and would only take memory.
constexpr int kMostPixels = 4096;

Result<std::shared_ptr<const Image>> pixelsOf(const PictureSource& source)
{
    if (source.pixels)
        return source.pixels;
    auto picture = readPicture(QFile::encodeName(source.path).toStdString(), kMostPixels);
    if (!picture)
        return picture.error();
    return std::shared_ptr<const Image>(std::make_shared<const Image>(std::move(*picture)));
}

Result<std::shared_ptr<const Subject>> subjectOf(
    Inspection& model, const PictureSource& source, const CancelToken& cancel)
{
    auto subject = std::make_shared<Subject>();
    subject->title = source.title;
    auto original = pixelsOf(source);
    if (!original)
        return original.error();
    subject->original = *original;
    auto input = model.prepare(*subject->original);
    if (!input)
        return input.error();
    auto answers = model.predict({ *input }, cancel);
    if (!answers)
        return answers.error();
    subject->hash = contentHash(*input);
    subject->input = std::make_shared<const Image>(std::move(*input));
    subject->answer = std::move(answers->front());
    return std::shared_ptr<const Subject>(std::move(subject));
}

} // namespace

Inspector::Inspector(QObject* parent)
    : QObject(parent)
{
}

void Inspector::openPath(const QString& path)
{
    change(QFileInfo(path).fileName(), [path] { return recogniseModel(QFile::encodeName(path).toStdString()); });
}

void Inspector::open(const ModelSource& source)
{
    change(QFileInfo(QString::fromStdString(source.path.string())).fileName(),
        [source] { return Result<ModelSource>(source); });
}

void Inspector::change(const QString& name, const std::function<Result<ModelSource>()>& find)
{
    Q_EMIT opening(name);
    m_opener.ask(&m_changes, ModelWorker::Pace::Change,
        [this, find, device = m_device.toStdString()](ModelWorker::Model&, const ModelWorker::Task& task) {
            const auto fail = [&](const Error& error) { task.post([this, error] { Q_EMIT openFailed(error); }); };
            const auto source = find();
            if (!source)
                return fail(source.error());
            auto opened = Inspection::open(*source, device);
            if (task.cancel.cancelled())
                return;
            if (!opened)
                return fail(opened.error());
            const auto other = std::make_shared<ModelWorker::Model>(std::move(*opened));
            task.post([this, other] { adopt(other); });
        });
}

/// The thread that explains goes on with this one.
void Inspector::adopt(const std::shared_ptr<ModelWorker::Model>& other)
{
    m_worker.cancelAll();
    m_changing = true;
    m_worker.ask(
        &m_changes, ModelWorker::Pace::Change, [this, other](ModelWorker::Model& model, const ModelWorker::Task& task) {
            model = std::move(*other);
            task.post([this, facts = model->facts()] {
                take(facts);
                Q_EMIT opened();
                checkMethods();
            });
        });
}

void Inspector::setInput(const InputFormat& format, bool remember)
{
    if (!m_model || m_changing)
        return;
    m_worker.cancelAll();
    m_changing = true;
    m_worker.ask(&m_changes, ModelWorker::Pace::Change,
        [this, format, remember](ModelWorker::Model& model, const ModelWorker::Task& task) {
            const auto set = model->setInput(format, remember);
            task.post([this, facts = model->facts(), set] {
                take(facts);
                if (set)
                    Q_EMIT inputChanged();
                else
                    Q_EMIT inputRefused(set.error());
                checkMethods();
            });
        });
}

void Inspector::take(ModelFacts facts)
{
    m_model = std::move(facts);
    m_refusals.clear();
    m_layerMaps.reset();
    m_layerMapsKey.clear();
    m_changing = false;
    m_subject.reset();
    Q_EMIT subjectChanged();
    if (m_source)
        look(*m_source);
}

void Inspector::checkMethods()
{
    m_worker.ask(&m_checks, ModelWorker::Pace::Slow, [this](ModelWorker::Model& model, const ModelWorker::Task& task) {
        QHash<QString, QString> refusals;
        for (const MethodFact& method : explanationMethods()) {
            task.giveWay();
            if (task.cancel.cancelled())
                return;
            ExplainOrder order;
            order.method = method.id;
            if (const auto checked = model->check(order); !checked)
                refusals[QString::fromStdString(method.id)] = QString::fromStdString(checked.error().message());
        }
        task.post([this, refusals] {
            m_refusals = refusals;
            Q_EMIT methodsChecked();
        });
    });
}

void Inspector::look(const PictureSource& source)
{
    m_source = source;
    if (!m_model || m_changing)
        return;
    m_worker.ask(
        &m_looks, ModelWorker::Pace::Quick, [this, source](ModelWorker::Model& model, const ModelWorker::Task& task) {
            const auto subject = subjectOf(*model, source, task.cancel);
            task.post([this, source, subject] {
                m_subject = subject ? *subject : nullptr;
                Q_EMIT subjectChanged();
                if (!subject)
                    Q_EMIT subjectFailed(source.title, subject.error());
            });
        });
}

void Inspector::lookAway()
{
    m_source.reset();
    m_subject.reset();
    m_worker.cancel(&m_looks);
    Q_EMIT subjectChanged();
}

QString Inspector::className(std::int64_t index) const
{
    const auto& names = m_model->input.classes;
    const auto at = static_cast<std::size_t>(index);
    return index >= 0 && at < names.size() && !names[at].empty() ? QString::fromStdString(names[at])
                                                                 : tr("class %1").arg(index);
}

} // namespace lookaway
