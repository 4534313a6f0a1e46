// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <QFrame>

#include <vector>

namespace lookaway {

class FieldEditor;

/// The settings that a method reads, in a frame that pops up below a button. What cannot be used is said below its
/// field and not taken over.
class MethodSettings : public QFrame {
    Q_OBJECT

public:
    MethodSettings(const MethodFact& method, const ExplainSettings& settings, QWidget* parent);

Q_SIGNALS:
    void changed(const lookaway::ExplainSettings& settings);

protected:
    bool event(QEvent* event) override;

private:
    void take();

    ExplainSettings m_settings;
    std::vector<FieldEditor*> m_fields;
};

} // namespace lookaway
