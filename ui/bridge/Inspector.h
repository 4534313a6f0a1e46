// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/ExplanationCache.h"
#include "bridge/ModelWorker.h"

#include "session/inspect/FaithfulnessCurves.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace lookaway {

/// Where a picture comes from: a file, or pixels (pasted), which need no file.
struct PictureSource {
    QString title = {};
    QString path = {};
    std::shared_ptr<const Image> pixels = {};
};

/// A picture that is looked at: as it is, as the network sees it, and what the network answers.
struct Subject {
    QString title = {};
    std::shared_ptr<const Image> original = {};
    std::shared_ptr<const Image> input = {};
    QByteArray hash = {}; ///< of the input
    ClassProbabilities answer = {};
};

/// What happens to an explanation that was asked for; called on the GUI thread while the view is there.
struct ExplainCalls {
    std::function<void(std::shared_ptr<const Explanation>)> done;
    std::function<void(const Error&)> failed;
    /// At most ten times a second. The map so far may be empty.
    std::function<void(std::int64_t done, std::int64_t total, const HeatMap& soFar)> progress;
};

/// An opened model and the picture that is looked at, for the GUI thread: every function returns at once, and signals
/// or calls follow. Of what a view asks for the latest counts (see ModelWorker); explanations are kept by content.
class Inspector : public QObject {
    Q_OBJECT

public:
    explicit Inspector(QObject* parent = nullptr);

    /// For models opened from now on; as TrainingSettings::device.
    void setDevice(const QString& device) { m_device = device; }
    /// Whatever model lies there. Until the other one is there the present one works on, and what is computed with it
    /// goes on. `opened` or `openFailed` follows.
    void openPath(const QString& path);
    void open(const ModelSource& source);
    /// `inputChanged` or `inputRefused` follows.
    void setInput(const InputFormat& format, bool remember);
    /// `subjectChanged` or `subjectFailed` follows. Kept for the next model when there is none yet.
    void look(const PictureSource& source);
    /// Nothing is looked at any more.
    void lookAway();

    bool hasModel() const { return m_model.has_value(); }
    /// Of the opened model.
    const ModelFacts& model() const { return *m_model; }
    QString className(std::int64_t index) const;
    /// Where the subject comes from, or the picture that is to be the next one.
    const std::optional<PictureSource>& source() const { return m_source; }
    /// Null until the network has answered.
    std::shared_ptr<const Subject> subject() const { return m_subject; }
    /// Why the method cannot explain this model; empty = it can, as far as is known.
    QString refusal(const std::string& method) const { return m_refusals.value(QString::fromStdString(method)); }
    /// By method; those that can are not in it.
    const QHash<QString, QString>& refusals() const { return m_refusals; }

    /// Explains the subject for a view. Nothing happens while there is no subject.
    void explain(QObject* view, ExplainOrder order, const ExplainCalls& calls);
    using LayerMaps = std::shared_ptr<const std::vector<Explanation>>;
    void explainLayers(QObject* view, std::int64_t classIndex, const std::function<void(Result<LayerMaps>)>& then);
    /// What another checkpoint of the run makes of the subject.
    struct Moment {
        ClassProbabilities answer = {};
        Explanation explanation = {};
    };
    void explainAt(QObject* view, const std::string& checkpoint, const ExplainOrder& order,
        const std::function<void(Result<std::shared_ptr<const Moment>>)>& then);
    /// The network's answer to a picture as prepare() gives them.
    void predict(QObject* view, Image input, const std::function<void(Result<ClassProbabilities>)>& then);
    /// Insertion and deletion of explanations of the subject, one after the other.
    struct MeasureCalls {
        std::function<void(std::size_t index, const InsertionDeletion& curves)> curves;
        std::function<void(std::int64_t done, std::int64_t total)> progress;
        std::function<void(const Error&)> failed;
    };
    void measure(
        QObject* view, const std::vector<std::shared_ptr<const Explanation>>& explanations, const MeasureCalls& calls);
    void stop(const QObject* view) { m_worker.cancel(view); }

Q_SIGNALS:
    void opening(const QString& name);
    void opened();
    void openFailed(const lookaway::Error& error);
    void inputChanged();
    void inputRefused(const lookaway::Error& error);
    void methodsChecked();
    /// Also when there is none any more. What was being computed for views has to be asked for again.
    void subjectChanged();
    void subjectFailed(const QString& title, const lookaway::Error& error);

private:
    void change(const QString& name, const std::function<Result<ModelSource>()>& find);
    void adopt(const std::shared_ptr<ModelWorker::Model>& other);
    void take(ModelFacts facts);
    void checkMethods();

    QString m_device = QStringLiteral("auto");
    std::optional<ModelFacts> m_model;
    std::optional<PictureSource> m_source;
    std::shared_ptr<const Subject> m_subject;
    QHash<QString, QString> m_refusals;
    ExplanationCache m_cache;
    QByteArray m_layerMapsKey;
    LayerMaps m_layerMaps;
    bool m_changing = false; ///< the model or its input; what is asked meanwhile would be answered by the wrong one
    QObject m_changes;       ///< the view that changes the model
    QObject m_looks;         ///< the view that prepares and predicts
    QObject m_checks;
    ModelWorker m_worker; ///< has the model. Last but one: its thread ends before what it uses goes
    ModelWorker m_opener; ///< opens other models meanwhile, and has none of its own
};

} // namespace lookaway
